"""A month of the log that was written in before it was made gets its partition, from the text beside this file."""

from pathlib import Path

from ringwell.adapters.postgres.migrations.scripts import run_script

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_suffix(".sql"))
