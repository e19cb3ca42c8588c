"""Which partitions are served, as the brains' heartbeats tell."""

from pathlib import Path

from ringwell.runtime.folders import Folders
from ringwell.runtime.heartbeat import beat
from ringwell.runtime.installation import make_installation
from ringwell.runtime.plan import heartbeat_file, served
from ringwell.runtime.settings import load_settings


def test_what_a_brain_serves_counts_though_it_does_not_hear_the_switch_for_the_rest(tmp_path: Path) -> None:
    """Its callers are not to be taken out of its hands because a partition that it has just got takes long to be read."""
    folders = Folders(tmp_path / "data")
    installation = make_installation(load_settings({"RINGWELL_DATA": str(folders.data)}), folders)
    folders.processes.mkdir(parents=True, exist_ok=True)
    beat(heartbeat_file(installation, "brain"), acts=False, partitions={1, 2})
    beat(heartbeat_file(installation, "helper"), acts=True, partitions={5})
    assert served(installation) == {1, 2, 5}
