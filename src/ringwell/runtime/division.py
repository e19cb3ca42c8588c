"""Which brain should own which partition: the same answer for everyone who knows the same."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping


def divide(
    partitions: Iterable[int], held: Mapping[int, str], brains: Collection[str], wishes: Mapping[int, str]
) -> dict[int, str]:
    """The owner of each partition, by name; nobody owns any where there are no brains.

    `held` tells who has it now, `wishes` whom an operator wants to have it. Wishes for brains that are there are met; the rest makes the
    numbers as even as they can be, and no more of them move than that takes. Asked again with the answer as `held`, it answers the same.
    """
    if not brains:
        return {}
    wanted = {each: wishes[each] for each in sorted(partitions) if wishes.get(each) in brains}
    free = [each for each in sorted(partitions) if each not in wanted]
    kept = {each: held[each] for each in free if held.get(each) in brains}
    room = _room(len(free), Counter(kept.values()), Counter(wanted.values()), brains)
    owners = dict(wanted)
    for partition, name in kept.items():
        if room[name]:
            room[name] -= 1
            owners[partition] = name
    places = iter([name for name in sorted(room) for _ in range(room[name])])
    return owners | {each: next(places) for each in free if each not in owners}


def _room(
    count: int, kept: Mapping[str, int], wanted: Mapping[str, int], brains: Collection[str]
) -> dict[str, int]:
    """How many of `count` partitions each brain gets beside those that it is wanted for: one after another to who has fewest, and of
    those to who would have to give one away."""
    room = dict.fromkeys(brains, 0)
    for _ in range(count):
        fewest = min(brains, key=lambda name: (room[name] + wanted[name], room[name] - kept[name], name))
        room[fewest] += 1
    return room
