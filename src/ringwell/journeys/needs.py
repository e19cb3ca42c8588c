"""What a caller needs of whoever answers."""

from collections.abc import Sequence

from ringwell.flows.messages import SkillLevel
from ringwell.routing.messages import SkillNeed


def needs_of(queue: Sequence[SkillNeed], extra: Sequence[SkillLevel]) -> tuple[SkillNeed, ...]:
    """The queue's needs and the flow's together; of two levels of one skill the higher counts."""
    levels = {need.skill_id: need.level for need in queue}
    for skill in extra:
        levels[skill.skill] = max(skill.level, levels.get(skill.skill, 1))
    return tuple(SkillNeed(skill_id, level) for skill_id, level in sorted(levels.items()))
