"""What FCM's errors mean for a message and its target.

After "FCM error codes" and "Best practices for managing tokens" in Firebase's documentation. An error without an answer
is only called a failure when certainly nothing was sent; all others leave open whether FCM took the message.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from firebase_admin import exceptions, messaging
from google.auth.exceptions import GoogleAuthError, RefreshError

from app.channels.verdict import Ambiguous, Gone, Misconfigured, Quarantine, Rejected, Retry, Verdict, Wait
from app.push.signing import may_have_arrived

WAIT_S = 60.0
"""How long to leave FCM alone after a 429 that does not say."""

LONGEST_REASON = 200
FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
TARGET_FIELDS = frozenset({"message.token", "message.fid"})


def verdict_of(error: exceptions.FirebaseError, now: datetime) -> Verdict:
    """The verdict on a message whose content is known to be valid; `now` is for a Retry-After that names an instant."""
    answer: httpx.Response | None = error.http_response
    return _unanswered(error.cause) if answer is None else _answered(error, answer, now)


def _answered(error: exceptions.FirebaseError, answer: httpx.Response, now: datetime) -> Verdict:
    """The special errors first: each is also one of the general ones below."""
    match error:
        case messaging.UnregisteredError():
            return Gone()
        case messaging.SenderIdMismatchError():
            return Quarantine()
        case messaging.ThirdPartyAuthError() | exceptions.PermissionDeniedError() | exceptions.NotFoundError():
            return Misconfigured(_reason(error))
        case exceptions.ResourceExhaustedError():
            after_s = _retry_after_s(answer, now)
            return Wait(WAIT_S if after_s is None else after_s)
        case exceptions.InvalidArgumentError():
            return Rejected(_reason(error), target_is_bad=_blames_the_target(answer))
        case exceptions.UnauthenticatedError():
            return Retry()  # with the next access token: this one was just refused
        case exceptions.InternalError() | exceptions.UnavailableError():
            return Retry(_retry_after_s(answer, now))
    return Ambiguous(f"HTTP {answer.status_code}")


def _unanswered(cause: Exception | None) -> Verdict:
    if isinstance(cause, RefreshError) and not cause.retryable:
        return Misconfigured(f"the service account can't sign in: {cause.args[0]}"[:LONGEST_REASON])
    if isinstance(cause, GoogleAuthError) or not may_have_arrived(cause):
        return Retry()
    return Ambiguous(type(cause).__name__)


def _reason(error: exceptions.FirebaseError) -> str:
    return f"{error.code}: {error}"[:LONGEST_REASON]


def _retry_after_s(answer: httpx.Response, now: datetime) -> float | None:
    """Seconds, or an instant (RFC 9110, 10.2.3); None when it is missing or neither."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        instant = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (instant.astimezone(UTC) - now).total_seconds())


def _blames_the_target(answer: httpx.Response) -> bool:
    """FCM names the fields it takes offence at. When it names none, a valid content leaves only the target."""
    details = _details(answer)
    fields = {violation["field"] for detail in details for violation in detail.get("fieldViolations", [])}
    if fields:
        return fields <= TARGET_FIELDS
    return any(detail.get("@type") == FCM_ERROR for detail in details)


def _details(answer: httpx.Response) -> list[dict[str, Any]]:
    """What a google.rpc.Status tells besides its code; nothing when the answer is somebody else's, say a proxy's."""
    try:
        return list(answer.json()["error"]["details"])
    except (KeyError, TypeError, ValueError):
        return []
