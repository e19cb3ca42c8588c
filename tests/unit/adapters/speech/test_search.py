"""Which spellings are walked to their end."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ringwell.adapters.speech.search import Search, Tokens

TOKENS = 4
Tree = dict[Tokens, list[float]]
likely = st.lists(st.floats(min_value=-9, max_value=0), min_size=TOKENS, max_size=TOKENS)
words = st.lists(st.integers(0, TOKENS - 1), min_size=1, max_size=3)


def walk(spellings: dict[str, list[int]], tree: Tree, least: float, steps: int = 100) -> Search:
    search = Search(spellings)
    search.learn({(): np.array(tree[()], np.float32)})
    while steps and (begun := search.next(2, least)):
        steps -= 1
        search.learn({each: np.array(tree.get(each, [0.0] * TOKENS), np.float32) for each in begun})
    return search


def test_spellings_that_begin_alike_are_asked_about_once() -> None:
    tree: Tree = {(): [-1, -2, -8, -9], (0,): [-1, -1, -1, -2], (0, 3): [-1, -9, -9, -9]}
    search = walk({"a": [0], "ab": [0, 1], "ad": [0, 3], "ada": [0, 3, 0], "c": [2]}, tree, -20)
    assert search.found == {"a": -1, "ab": -2, "ad": -3, "ada": -4, "c": -8}


def test_what_begins_too_unlikely_is_not_walked() -> None:
    tree: Tree = {(): [-1, -7, -8, -9], (0,): [-1, -1, -1, -1]}
    assert set(walk({"ab": [0, 1], "bb": [1, 1], "b": [1]}, tree, -5).found) == {"ab", "b"}


@given(st.dictionaries(st.sampled_from("pqrstuv"), words), likely, likely)
def test_each_is_as_likely_as_its_tokens_together(
    spellings: dict[str, list[int]], first: list[float], then: list[float]
) -> None:
    tree: Tree = {(): first} | {(a,): then for a in range(TOKENS)}
    tree |= {(a, b): then for a in range(TOKENS) for b in range(TOKENS)}
    found = walk(spellings, tree, -100).found
    assert found.keys() == spellings.keys()
    for way, tokens in spellings.items():
        expected = first[tokens[0]] + sum(then[each] for each in tokens[1:])
        assert abs(found[way] - expected) < 1e-4
