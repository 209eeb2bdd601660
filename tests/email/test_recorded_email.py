"""E-mail on a developer's machine."""

from letter_examples import LETTER, letter
from structlog.testing import capture_logs

from app.channels.verdict import Delivered
from app.email.recording import RecordingEmail


async def test_a_letter_is_kept_and_logged_without_its_address() -> None:
    email = RecordingEmail()
    with capture_logs() as lines:
        async with email.batch() as batch:
            verdict = await batch.send(letter("row-1"))
    assert verdict == Delivered("recorded:row-1")
    assert list(email.sent) == [letter("row-1")]
    assert [(line["event"], line["subject"], line["text"]) for line in lines] == [
        ("email_recorded", LETTER.subject, LETTER.text)
    ]
    assert LETTER.to not in str(lines)
    assert LETTER.unsubscribe not in str(lines)
