"""What a channel said, in words."""

import pytest

from app.campaigns.text.in_words import verdict_in_words
from app.channels.verdict import Ambiguous, Delivered, Gone, Misconfigured, Quarantine, Rejected, Retry, Verdict, Wait
from app.email.replies import Stage, verdict_of


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Delivered("1"), "sent"),
        (Gone(), "the device, address or number can't be reached any more"),
        (Quarantine(), "the device belongs to another app"),
        (Rejected("too long", target_is_bad=False), "the channel refused it for good (too long)"),
        (Wait(60.0), "the channel takes no more for now"),
        (Retry(), "the channel could not take it just now"),
        (Misconfigured("535 Who?"), "the channel is not set up as it must be (535 Who?)"),
        (Ambiguous("no answer"), "nobody knows whether the channel took it (no answer)"),
    ],
)
def test_every_verdict_has_words(verdict: Verdict, words: str) -> None:
    assert str(verdict_in_words(verdict)) == words


@pytest.mark.parametrize(
    ("code", "reply", "words"),
    [
        (
            550,
            "5.1.1 <anna@mail.example>: no such user",
            "the device, address or number can't be reached any more (550 5.1.1 (address): no such user)",
        ),
        (450, "4.2.0 Greylisted", "the channel could not take it just now (450 4.2.0 Greylisted)"),
        (421, "4.7.0 Too busy", "the channel takes no more for now (421 4.7.0 Too busy)"),
    ],
)
def test_the_mail_servers_reply_is_told_without_the_address(code: int, reply: str, words: str) -> None:
    said = verdict_in_words(verdict_of(code, reply, Stage.RECIPIENT))
    assert str(said) == words
    assert "anna" not in said.in_language("uk")
