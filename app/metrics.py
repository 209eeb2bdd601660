"""What Prometheus reads at /metrics. Labels are bounded: no caller can make a new series by choosing a name."""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

INVALID = "invalid"
SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

REQUESTS = Counter(
    "magpie_requests",
    "Requests by schema, operation and outcome",
    ["schema", "operation", "outcome"],
    registry=REGISTRY,
)
REQUEST_SECONDS = Histogram(
    "magpie_request_seconds",
    "Time from a request's arrival to its answer",
    ["schema"],
    buckets=SECONDS,
    registry=REGISTRY,
)
OPEN_SUBSCRIPTIONS = Gauge(
    "magpie_open_subscriptions", "Subscriptions open in this process", ["schema"], registry=REGISTRY
)
DECIDE_SECONDS = Histogram("magpie_decide_seconds", "Time one decision takes", buckets=SECONDS, registry=REGISTRY)
COMMIT_SECONDS = Histogram(
    "magpie_commit_seconds", "Time one transaction takes, replays included", buckets=SECONDS, registry=REGISTRY
)
COMMIT_REPLAYS = Counter(
    "magpie_commit_replays", "Transactions run again after a conflict or a new primary", registry=REGISTRY
)
LEDGER_MOVEMENTS = Counter("magpie_ledger_movements", "Movements written to the ledger", ["kind"], registry=REGISTRY)

DELIVERIES = Counter(
    "magpie_deliveries", "Decisions about messages of campaigns", ["channel", "decision"], registry=REGISTRY
)
OUTBOX_AGE = Gauge(
    "magpie_outbox_age_seconds", "How long the message that waits longest has been due", registry=REGISTRY
)
OCCURRENCES_PLANNED = Counter(
    "magpie_occurrences_planned", "Occurrences of campaigns whose deliveries were written", registry=REGISTRY
)


def count_request(schema: str, operation: str | None, outcome: str, seconds: float) -> None:
    """Count one answered request. `operation` is a field of the schema, None for a request that named none validly."""
    REQUESTS.labels(schema, operation or INVALID, outcome).inc()
    REQUEST_SECONDS.labels(schema).observe(seconds)


def exposition() -> tuple[bytes, str]:
    """All metrics of this process in Prometheus' text format, and its content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
