"""A message in firebase-admin's words."""

from firebase_admin import messaging

from app.push.message import Content, PushMessage

APNS_PRIORITY = {"normal": "5", "high": "10"}


def to_firebase(message: PushMessage, now_s: float) -> messaging.Message:
    """The message with the settings of its platform. `now_s` is Unix time: Apple wants an instant for an expiry."""
    content = message.content
    parts = {
        "android": lambda: {"android": _android(content)},
        "ios": lambda: {"apns": _apple(content, now_s)},
        "web": lambda: {"webpush": _web(content)},
    }[message.target.platform]()
    result = messaging.Message(
        data=dict(content.data), notification=messaging.Notification(title=content.title, body=content.body), **parts
    )
    # As an argument, a token would warn of its deprecation once for every message.
    setattr(result, message.target.kind, message.target.value)
    return result


def _android(content: Content) -> messaging.AndroidConfig:
    """Replaced by tag and not by collapse key: FCM throttles messages with a collapse key, device by device."""
    return messaging.AndroidConfig(
        priority=content.priority,
        ttl=content.ttl_s,
        notification=messaging.AndroidNotification(tag=content.collapse_id),
    )


def _apple(content: Content, now_s: float) -> messaging.APNSConfig:
    headers = {
        "apns-priority": APNS_PRIORITY[content.priority],
        "apns-expiration": str(int(now_s) + content.ttl_s if content.ttl_s else 0),
    }
    if content.collapse_id:
        headers["apns-collapse-id"] = content.collapse_id
    return messaging.APNSConfig(headers=headers)


def _web(content: Content) -> messaging.WebpushConfig:
    return messaging.WebpushConfig(
        headers={"TTL": str(content.ttl_s), "Urgency": content.priority},
        notification=messaging.WebpushNotification(tag=content.collapse_id),
    )
