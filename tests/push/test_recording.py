import pytest
from push_examples import to
from structlog.testing import capture_logs

from app.channels.verdict import Delivered
from app.push.recording import RecordingPush


async def test_messages_are_kept_in_order_and_logged_without_their_target() -> None:
    push = RecordingPush()
    with capture_logs() as lines:
        verdicts = await push.send([to("one-device"), to("another-device")])
    assert verdicts == [Delivered("recorded/1"), Delivered("recorded/2")]
    assert list(push.sent) == [to("one-device"), to("another-device")]
    assert [line["title"] for line in lines] == ["Good morning", "Good morning"]
    assert "device" not in str(lines)


async def test_only_the_last_messages_are_kept() -> None:
    push = RecordingPush(keep=3)
    for number in range(5):
        await push.send([to(str(number))])
    assert [message.target.value for message in push.sent] == ["2", "3", "4"]


async def test_as_many_at_once_are_refused_as_by_the_real_one() -> None:
    push = RecordingPush()
    with pytest.raises(ValueError, match="500"):
        await push.send([to(str(number)) for number in range(501)])
    assert not push.sent
