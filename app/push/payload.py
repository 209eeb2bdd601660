"""What fits into a push message: checked when a template is saved, and again when its variables are filled in.

Limits from "About FCM messages" and "REST Resource: projects.messages" in Firebase's documentation, and from Apple's
"Sending notification requests to APNs" (the collapse id).
"""

import orjson

from app.push.message import MAX_TTL_S, Content

MAX_PAYLOAD_BYTES = 4096
MAX_COLLAPSE_ID_BYTES = 64

RESERVED_KEYS = frozenset({"from", "gcm", "message_type", "notification"})
RESERVED_BEGINNINGS = ("gcm.", "google.")


def payload_bytes(content: Content) -> int:
    """The size of what reaches the device: title, body, data and collapse id as compact JSON in UTF-8.

    Android counts a little less (no quotes and braces), Apple's `aps` dictionary about the same.
    """
    told = {"title": content.title, "body": content.body, "tag": content.collapse_id or ""}
    return len(orjson.dumps({"notification": told, "data": dict(content.data)}))


def is_reserved(key: str) -> bool:
    """Whether FCM keeps this data key for itself, and refuses messages that use it."""
    return key in RESERVED_KEYS or key.startswith(RESERVED_BEGINNINGS)


def problem(content: Content) -> str | None:
    """Why no provider would take this content, in words without the content itself, or None when it is fine."""
    if (size := payload_bytes(content)) > MAX_PAYLOAD_BYTES:
        return f"the payload has {size} bytes, more than {MAX_PAYLOAD_BYTES}"
    if not 0 <= content.ttl_s <= MAX_TTL_S:
        return f"the time to live is {content.ttl_s} s, not 0 to {MAX_TTL_S}"
    if len((content.collapse_id or "").encode()) > MAX_COLLAPSE_ID_BYTES:
        return f"the collapse id has more than {MAX_COLLAPSE_ID_BYTES} bytes"
    if reserved := sorted(filter(is_reserved, content.data)):
        return f"FCM keeps these data keys for itself: {', '.join(reserved)}"
    return None
