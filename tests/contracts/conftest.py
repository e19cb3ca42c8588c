"""Each port's suite runs against the real thing and against its twin in memory."""

from tests.live.conftest import database, switch

__all__ = ["database", "switch"]
