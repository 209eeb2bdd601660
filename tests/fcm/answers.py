"""What FCM answers: every documented error with its real body, and what can befall a connection.

Bodies as Google's servers send them: a google.rpc.Status with an FcmError among its details, as in "FCM error codes".
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

FCM_ERROR = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
APNS_ERROR = "type.googleapis.com/google.firebase.fcm.v1.ApnsError"
BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
QUOTA_FAILURE = "type.googleapis.com/google.rpc.QuotaFailure"

Ending = Literal["answer", "drop_before", "drop_after", "goaway"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server does with one message.

    `ending`: answer; drop the connection before the message is taken, or after it; or answer and take the connection
    out of service (GOAWAY under HTTP/2, `Connection: close` under HTTP/1.1). `delay_s` passes before any of it.
    """

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    ending: Ending = "answer"

    def after(self, delay_s: float) -> "Answer":
        """The same, `delay_s` seconds late."""
        return replace(self, delay_s=delay_s)

    def retry_after(self, value: str) -> "Answer":
        """The same with a Retry-After: seconds, or an instant as HTTP writes it."""
        return replace(self, headers={**self.headers, "retry-after": value})

    @property
    def takes(self) -> bool:
        """Whether the server has the message afterwards, whatever the sender learns of it."""
        return self.status == 200 and self.ending != "drop_before"

    def as_json(self) -> dict[str, Any]:
        """For a server in another process."""
        return asdict(self)


def error(status: int, name: str, message: str, *details: dict[str, Any]) -> Answer:
    """An error of Google's. `name` is that of its google.rpc.Code."""
    about: dict[str, Any] = {"code": status, "message": message, "status": name}
    return Answer(status, {"error": {**about, "details": list(details)} if details else about})


def fcm(code: str) -> dict[str, str]:
    """The detail that tells FCM's own error code."""
    return {"@type": FCM_ERROR, "errorCode": code}


def violation(field_name: str, description: str) -> dict[str, Any]:
    """The detail that tells which field of the request was wrong."""
    return {"@type": BAD_REQUEST, "fieldViolations": [{"field": field_name, "description": description}]}


NOT_A_TOKEN = "The registration token is not a valid FCM registration token"
NOT_A_STRING = "Invalid value at 'message.data[0].value' (TYPE_STRING), 12"
NO_CREDENTIAL = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other."

OK = Answer()
UNREGISTERED = error(404, "NOT_FOUND", "Requested entity was not found.", fcm("UNREGISTERED"))
SENDER_ID_MISMATCH = error(403, "PERMISSION_DENIED", "SenderId mismatch", fcm("SENDER_ID_MISMATCH"))
BAD_TOKEN = error(
    400, "INVALID_ARGUMENT", NOT_A_TOKEN, fcm("INVALID_ARGUMENT"), violation("message.token", NOT_A_TOKEN)
)
BAD_FIELD = error(400, "INVALID_ARGUMENT", NOT_A_STRING, violation("message.data[0].value", NOT_A_STRING))
INVALID_ARGUMENT = error(400, "INVALID_ARGUMENT", "Request contains an invalid argument.", fcm("INVALID_ARGUMENT"))
QUOTA_EXCEEDED = error(
    429,
    "RESOURCE_EXHAUSTED",
    "Quota exceeded for quota metric 'FCM requests' and limit 'FCM requests per minute'.",
    fcm("QUOTA_EXCEEDED"),
    {"@type": QUOTA_FAILURE, "violations": [{"subject": "project:1", "description": "FCM requests per minute"}]},
)
THIRD_PARTY_AUTH_ERROR = error(
    401,
    "UNAUTHENTICATED",
    "Auth error from APNS or Web Push Service",
    fcm("THIRD_PARTY_AUTH_ERROR"),
    {"@type": APNS_ERROR, "statusCode": 403, "reason": "InvalidProviderToken"},
)
UNAUTHENTICATED = error(401, "UNAUTHENTICATED", NO_CREDENTIAL)
PERMISSION_DENIED = error(403, "PERMISSION_DENIED", "Permission 'cloudmessaging.messages.create' denied on resource.")
NO_SUCH_PROJECT = error(404, "NOT_FOUND", "Requested entity was not found.")
INTERNAL = error(500, "INTERNAL", "Internal error encountered.", fcm("INTERNAL"))
UNAVAILABLE = error(503, "UNAVAILABLE", "The service is currently unavailable.", fcm("UNAVAILABLE"))
UNSPECIFIED_ERROR = error(409, "UNKNOWN", "No more information is available.", fcm("UNSPECIFIED_ERROR"))
BAD_GATEWAY = Answer(502, "<html><title>502 Bad Gateway</title></html>")
GATEWAY_TIMEOUT = Answer(504, "<html><title>504 Gateway Timeout</title></html>")
DROP_BEFORE = Answer(ending="drop_before")
DROP_AFTER = Answer(ending="drop_after")
GOAWAY = Answer(ending="goaway")
