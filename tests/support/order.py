"""In which order the files of tests are begun, where several are run at once: a long one that is begun last is waited for alone."""

from collections.abc import Sequence

import pytest


def begin_with(items: list[pytest.Item], folder: str, files: Sequence[str]) -> None:
    """Put the tests of these files first, in this order. The others stay as they are, after them.

    Each worker is given two files at the start: so what follows the longest ones is to be short.
    """
    places = {f"{folder}/{name}": place for place, name in enumerate(files)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))
