"""What Prometheus is told of this edge."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


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

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self._registry)
