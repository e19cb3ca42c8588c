"""Two first calls from one number make one contact without an error in the database's log, from the text beside this file."""

from pathlib import Path

from ringwell.adapters.postgres.migrations.scripts import run_script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_suffix(".sql"))
