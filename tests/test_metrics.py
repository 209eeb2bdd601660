from app.metrics import REGISTRY, count_request, exposition


def requests(**labels: str) -> float:
    return REGISTRY.get_sample_value("magpie_requests_total", labels) or 0.0


def test_a_request_is_counted_by_what_it_does_and_its_outcome() -> None:
    count_request("metrics-test", "me", "ok", 0.002)
    count_request("metrics-test", "me", "partial", 0.002)
    count_request("metrics-test", None, "GRAPHQL_PARSE_FAILED", 0.002)

    assert requests(schema="metrics-test", operation="me", outcome="ok") == 1
    assert requests(schema="metrics-test", operation="me", outcome="partial") == 1
    assert requests(schema="metrics-test", operation="invalid", outcome="GRAPHQL_PARSE_FAILED") == 1
    assert requests(schema="metrics-test", operation="spinWheel", outcome="ok") == 0


def test_the_exposition_is_prometheus_text() -> None:
    text, content_type = exposition()

    assert content_type.startswith("text/plain")
    for name in (b"magpie_decide_seconds", b"magpie_commit_seconds", b"magpie_commit_replays_total"):
        assert name in text
