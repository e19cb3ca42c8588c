"""What a segment asks of a caller's past, from the text beside this file."""

from pathlib import Path

from ringwell.adapters.postgres.migrations.scripts import run_script

revision = "0044"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_suffix(".sql"))
