import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from app.identity.partners import PartnerKeyText
from app.logs import BLANK, configure_logging
from app.settings import Settings

PARTNER_KEY = PartnerKeyText("0123456789abcdef", 21 * "s-" + "_").text
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl"


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers, root.level)
    stream = io.StringIO()
    configure_logging(Settings(log_format="json"), stream)
    yield stream
    root.handlers, root.level = before[0], before[1]
    structlog.reset_defaults()


def lines(output: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_line_carries_level_time_request_and_member(output: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="req_1", member_id="mem_1"):
        structlog.get_logger("app.wheel").info("spun", points=20)

    (line,) = lines(output)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "spun",
        "level": "info",
        "logger": "app.wheel",
        "member_id": "mem_1",
        "points": 20,
        "request_id": "req_1",
    }


def test_what_belongs_to_one_request_does_not_stay_for_the_next(output: io.StringIO) -> None:
    with structlog.contextvars.bound_contextvars(member_id="mem_1"):
        pass
    structlog.get_logger().info("next")
    assert "member_id" not in lines(output)[0]


def test_private_values_are_blank_at_any_depth(output: io.StringIO) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "accept": "*/*"}
    structlog.get_logger().info("signed in", email="ana@example.org", headers=headers, people=[{"birth_date": "1990"}])

    (line,) = lines(output)
    assert line["email"] == BLANK
    assert line["headers"] == {"Authorization": BLANK, "accept": "*/*"}
    assert line["people"] == [{"birth_date": BLANK}]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"refused {TOKEN} now", "refused *** now"),
        (f"header was bearer {TOKEN}", "header was ***"),
        ("Bearer opaque-123", "***"),
        (f"key {PARTNER_KEY} was sent", "key *** was sent"),
        ("cannot reach mongodb://magpie:hunter2@db/x", "cannot reach mongodb://***@db/x"),
        ("sent to ana.b+c@mail.example.org twice", "sent to *** twice"),
        ("12 movements of mem_1 at 10:30", "12 movements of mem_1 at 10:30"),
    ],
)
def test_tokens_and_addresses_are_blank_inside_a_text(output: io.StringIO, text: str, written: str) -> None:
    structlog.get_logger().info(text)
    assert lines(output)[0]["event"] == written


def test_an_object_is_written_as_its_text_and_that_too_is_cleaned(output: io.StringIO) -> None:
    structlog.get_logger().info("failed", cause=ValueError(f"token {TOKEN}"), at=datetime(2026, 1, 2, tzinfo=UTC))

    (line,) = lines(output)
    assert line["cause"] == "token ***"
    assert line["at"] == "2026-01-02 00:00:00+00:00"


def test_a_traceback_is_written_without_the_token_it_quotes(output: io.StringIO) -> None:
    try:
        raise ValueError(f"bad token {TOKEN}")
    except ValueError:
        structlog.get_logger().exception("sign-in failed")

    assert "ValueError: bad token ***" in lines(output)[0]["exception"]
    assert TOKEN not in output.getvalue()


def test_other_libraries_logs_take_the_same_way(output: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request from %s", "ana@example.org")

    (line,) = lines(output)
    assert (line["logger"], line["level"]) == ("uvicorn.error", "warning")
    assert line["event"] == "Invalid HTTP request from ***"


def test_a_library_that_switched_other_loggers_off_does_not_silence_the_server(output: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").disabled = True
    configure_logging(Settings(log_format="json"), output)

    logging.getLogger("uvicorn.error").warning("Still here")

    assert [line["event"] for line in lines(output)] == ["Still here"]


def test_addresses_of_requests_are_not_logged(output: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('"GET /graphql?variables=private HTTP/1.1" 200')
    assert output.getvalue() == ""


def test_lines_below_the_level_are_left_out(output: io.StringIO) -> None:
    structlog.get_logger().debug("detail")
    assert output.getvalue() == ""


def test_development_writes_readable_lines_without_secrets() -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers
    configure_logging(Settings(mode="development"), stream)
    structlog.get_logger().info("spun", wheel="daily", token=TOKEN)
    logging.getLogger().handlers = before
    structlog.reset_defaults()

    assert "spun" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
    assert TOKEN not in stream.getvalue()


@pytest.mark.parametrize("name", ["pymongo", "httpx", "httpcore", "hpack", "firebase_admin"])
def test_libraries_do_not_write_a_line_for_each_message_that_is_sent(output: io.StringIO, name: str) -> None:
    logging.getLogger(f"{name}.part").info("HTTP Request: POST https://fcm.googleapis.com")
    logging.getLogger(f"{name}.part").warning("trouble")
    assert [line["event"] for line in lines(output)] == ["trouble"]
