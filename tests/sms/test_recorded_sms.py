"""SMS on a developer's machine."""

from structlog.testing import capture_logs

from app.channels.verdict import Delivered
from app.sms.gateway import TextMessage
from app.sms.recording import SHOWN, RecordingSms


async def test_a_message_is_kept_and_logged_without_its_number() -> None:
    sms, message = RecordingSms(), TextMessage("row-1", "+31612345678", "Hello " * 100)
    with capture_logs() as lines:
        verdict = await sms.send(message)
    assert verdict == Delivered("recorded:row-1")
    assert list(sms.sent) == [message]
    assert [(line["event"], line["text"]) for line in lines] == [("sms_recorded", message.text[:SHOWN])]
    assert "612345678" not in str(lines)
