"""An edge for each test of this folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.edge import RunningEdge, running_edge


@pytest.fixture
def web_folder(tmp_path: Path) -> Path:
    """A small built web app."""
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Ringwell</title>" + " " * 600)
    (folder / "assets" / "app-1a2b3c.js").write_text("console.log('ringwell');" * 50)
    (tmp_path / "outside.txt").write_text("not for browsers")
    return folder


@pytest.fixture
async def ringwell(web_folder: Path) -> AsyncIterator[RunningEdge]:
    async with running_edge(web_folder) as edge:
        yield edge
