"""docs/settings.md leaves nothing out."""

from dataclasses import fields

from ringwell.kernel.settings import WorkspaceSettings
from ringwell.runtime.secret_file import Secrets
from ringwell.runtime.settings import Settings, variable
from ringwell.runtime.settings_page import settings_page


def test_every_setting_of_every_kind_is_documented() -> None:
    page = settings_page()
    names = [
        *(variable(name) for name in Settings.model_fields),
        *WorkspaceSettings.__struct_fields__,
        *(entry.name for entry in fields(Secrets)),
    ]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_installation_setting_has_words() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
