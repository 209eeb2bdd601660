from app.metrics import REGISTRY, count_request, exposition, know_operations


def requests(**labels: str) -> float:
    return REGISTRY.get_sample_value("magpie_requests_total", labels) or 0.0


def test_a_known_operation_is_counted_by_name_and_outcome() -> None:
    know_operations("metrics-test", ["Home", "Spin"])
    count_request("metrics-test", "Home", "ok", 0.002)
    count_request("metrics-test", "Home", "refused", 0.002)

    assert requests(schema="metrics-test", operation="Home", outcome="ok") == 1
    assert requests(schema="metrics-test", operation="Home", outcome="refused") == 1
    assert requests(schema="metrics-test", operation="Spin", outcome="ok") == 0


def test_a_callers_own_names_make_no_series_of_their_own() -> None:
    know_operations("metrics-names", ["Home"])
    for name in (*(f"Attack{n}" for n in range(50)), None):
        count_request("metrics-names", name, "ok", 0.001)

    assert requests(schema="metrics-names", operation="other", outcome="ok") == 51
    assert b"Attack" not in exposition()[0]


def test_the_exposition_is_prometheus_text() -> None:
    text, content_type = exposition()

    assert content_type.startswith("text/plain")
    for name in (b"magpie_decide_seconds", b"magpie_commit_seconds", b"magpie_commit_replays_total"):
        assert name in text
