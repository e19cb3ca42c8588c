"""What Prometheus is told of this edge."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Owners(NamedTuple):
    """The brains and whether each is there; the partitions that have one, with its name and since when (Unix seconds)."""

    brains: Mapping[str, bool]
    partitions: Mapping[int, tuple[str, float]]


class Metrics:
    """Counters of one edge, in a registry of their own so that a test can have several edges."""

    content_type: Final = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self.requests = Histogram(
            "ringwell_http_request_seconds",
            "Requests by route, method and status.",
            ("route", "method", "status"),
            buckets=BUCKETS,
            registry=registry,
        )
        self.live_pages = Gauge("ringwell_live_pages", "Open live sockets of browsers.", registry=registry)
        self.live_slow = Counter(
            "ringwell_live_slow_pages",
            "Live sockets dropped because they read too slowly.",
            registry=registry,
        )
        self.door_lost = Counter(
            "ringwell_door_lost", "Connections to the brain's door that were lost.", registry=registry
        )
        self.phones = Gauge("ringwell_phone_sockets", "Open SIP sockets of browsers.", registry=registry)
        self.phone_failures = Counter(
            "ringwell_phone_sign_in_failures", "SIP sign-ins that the switch refused.", registry=registry
        )
        self.sign_in_failures = Counter(
            "ringwell_sign_in_failures", "Sign-ins that were refused.", registry=registry
        )
        self.ready = Gauge(
            "ringwell_part_ready",
            "Whether a part worked when it was last asked.",
            ("part",),
            registry=registry,
        )

        self.partitions = Gauge(
            "ringwell_partition_since_seconds",
            "Since when (Unix time) a brain has a partition.",
            ("partition", "brain"),
            registry=registry,
        )
        self.brains = Gauge(
            "ringwell_brain_lives",
            "1 while a brain is there, 0 when it is gone.",
            ("brain",),
            registry=registry,
        )

    def show(self, owners: Owners) -> None:
        """Who has what now, in place of what was known before."""
        self.partitions.clear()
        self.brains.clear()
        for name, lives in owners.brains.items():
            self.brains.labels(name).set(lives)
        for partition, (name, since) in owners.partitions.items():
            self.partitions.labels(partition, name).set(since)

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self._registry)
