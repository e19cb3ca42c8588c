"""Whose keys the data are under, an ETag beside kept answers, and a place for each entry of the audit, from the text beside this file."""

from pathlib import Path

from ringwell.adapters.postgres.migrations.scripts import run_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_suffix(".sql"))
