"""Who sends e-mail, by the settings."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app.clock import SystemClock
from app.email.from_settings import email_from, links_from
from app.email.letter import Sender
from app.email.recording import RecordingEmail
from app.email.smtp import SmtpEmail
from app.email.unsubscribe import Unsubscribing, read_unsubscribe_token
from app.settings import Settings

CLOCK = SystemClock()
ASKED = Unsubscribing("mem_1", "marketing")


def settings(**given: object) -> Settings:
    return Settings.model_validate({"mode": "production", "email_from": "Our Shop <news@shop.example>", **given})


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user", "password"),
    [
        ("smtps://us%40er:p%2Fw@smtp.example", "smtp.example", 465, True, "us@er", "p/w"),
        ("smtp://smtp.example", "smtp.example", 587, False, None, None),
        ("smtp://127.0.0.1:1025", "127.0.0.1", 1025, False, None, None),
    ],
)
def test_the_address_says_all_about_the_server(
    url: str, host: str, port: int, tls: bool, user: str | None, password: str | None
) -> None:
    email = email_from(settings(smtp_url=url, email_reply_to="help@shop.example"), CLOCK)
    assert isinstance(email, SmtpEmail)
    server = email.server
    assert (server.host, server.port, server.tls, server.user, server.password) == (host, port, tls, user, password)
    assert email.sender == Sender("news@shop.example", "Our Shop", "help@shop.example")
    assert "p/w" not in repr(email)


def test_development_records_without_a_server_and_says_so() -> None:
    with capture_logs() as logs:
        assert isinstance(email_from(settings(mode="development"), CLOCK), RecordingEmail)
    assert [line["event"] for line in logs] == ["email_is_recorded"]


def test_production_has_no_email_without_a_server() -> None:
    assert email_from(settings(), CLOCK) is None


def test_links_are_signed_with_the_secret_that_is_set() -> None:
    links = links_from(settings(public_url="https://loyalty.example", link_secret="s" * 43))
    link = links.unsubscribe(ASKED)
    assert link.startswith("https://loyalty.example/unsubscribe/")
    assert read_unsubscribe_token(b"s" * 43, link.rpartition("/")[2]) == ASKED


def test_development_keeps_a_secret_in_its_data_folder(tmp_path: Path) -> None:
    given = settings(mode="development", data_dir=tmp_path, port=8001)
    link = links_from(given).unsubscribe(ASKED)
    assert link.startswith("http://127.0.0.1:8001/unsubscribe/")
    assert links_from(given).unsubscribe(ASKED) == link
