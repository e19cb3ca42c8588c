"""docs/settings.md, made from the definitions of all three kinds of settings."""

from collections.abc import Iterable
from dataclasses import fields

import msgspec
from pydantic.fields import FieldInfo

from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.secret_file import Secrets
from ringwell.runtime.settings import DATA_VARIABLE, DEFAULT_DATA, Settings, variable


def settings_page() -> str:
    return "\n".join([_HEAD, *_installation(), _WORKSPACE, *_workspace(), _SECRETS, *_secrets(), ""])


_HEAD = f"""\
<!-- Printed by `ringwell settings --markdown`. Change the definitions, not this file. -->
# Settings

There are three kinds, kept apart: what an **installation** is told, what a **workspace** decides for itself, and **secrets**.

## Installation

Set in the environment, or under the name in the second column in `ringwell.toml` in the data folder. The environment wins.
The data folder itself is `{DATA_VARIABLE}` (default `{DEFAULT_DATA}/`). A change takes effect at the next start.

| variable | in the file | default | what it is |
|---|---|---|---|"""

_WORKSPACE = """
## Workspace

Kept in the database; an administrator changes them on the settings screen or by `PATCH /api/v1/settings`.

| name | default | what it is |
|---|---|---|"""

_SECRETS = """
## Secrets

Made at the first start with 256 random bits each, in the file `secrets` in the data folder (mode 0600). Back it up: without it
the embedded database, encrypted recordings and personal data cannot be read.

| name | what it is |
|---|---|"""


def _installation() -> Iterable[str]:
    for name, field in Settings.model_fields.items():
        yield f"| `{variable(name)}` | `{name}` | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    value: object = field.default
    if value is None:
        return "unset"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _workspace() -> Iterable[str]:
    properties = msgspec.json.schema(WorkspaceSettings)["$defs"]["WorkspaceSettings"]["properties"]
    for name, entry in properties.items():
        yield f"| `{name}` | `{entry['default']}` | {entry['description']} |"


def _secrets() -> Iterable[str]:
    return (f"| `{entry.name}` | {entry.metadata['purpose']} |" for entry in fields(Secrets))
