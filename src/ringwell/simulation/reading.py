"""A scenario as a person writes it, in TOML."""

import tomllib

import msgspec

from ringwell.simulation.scenario import Scenario, faults


class ScenarioFault(Exception):
    """The scenario cannot be simulated. `problems` are sentences for whoever wrote it."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def read(text: str) -> Scenario:
    """Raises ScenarioFault where it is no TOML, has what a scenario has not, or cannot be played."""
    try:
        scenario = msgspec.convert(tomllib.loads(text), Scenario)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ScenarioFault(str(error)) from None
    problems = faults(scenario)
    if problems:
        raise ScenarioFault(*problems)
    return scenario
