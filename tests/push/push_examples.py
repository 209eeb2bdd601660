"""Messages for the tests of push."""

from app.push.message import Content, PushMessage, Target, TargetKind

HELLO = Content("Good morning", "A coffee waits for you", {"delivery": "d-1"})


def to(value: str, content: Content = HELLO, kind: TargetKind = "fid") -> PushMessage:
    return PushMessage(Target(kind, value, "android"), content)
