"""What the operator did, or can put right: shown as a message without a stack trace, exit code 2."""


class ConfigurationError(Exception):
    """Something that the operator can put right: what is wrong, and what to do about it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}: {remedy}")
        self.problem = problem
        self.remedy = remedy


class DataFolderTaken(ConfigurationError):
    """Another server runs on the same data folder."""
