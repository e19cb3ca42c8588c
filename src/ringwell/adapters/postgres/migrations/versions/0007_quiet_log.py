"""An append to the log tells no listener, for there is none, from the text beside this file."""

from pathlib import Path

from ringwell.adapters.postgres.migrations.scripts import run_script

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script(Path(__file__).with_suffix(".sql"))
