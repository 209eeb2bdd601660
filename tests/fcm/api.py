"""The server's behaviour, whatever the transport: a request comes in, an answer goes out."""

import re
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import orjson

from fcm.accounts import PROJECT, ServiceAccount
from fcm.answers import INVALID_ARGUMENT, NO_SUCH_PROJECT, UNAUTHENTICATED, Answer, error, violation
from fcm.script import Script
from fcm.tally import Tally

SEND = f"/v1/projects/{PROJECT}/messages:send"
MAX_TTL_S = 28 * 24 * 3600
MAX_PAYLOAD_BYTES = 4096
_TTL = re.compile(r"(\d+)(\.\d+)?s")


class Api(Protocol):
    """What a transport asks."""

    def answer(self, path: str, authorization: str, body: bytes) -> Answer:
        """The answer to one request."""
        ...


@dataclass(frozen=True, slots=True)
class FcmApi:
    """FCM's send, the OAuth endpoint, and three paths by which another process leads it and looks at it."""

    account: ServiceAccount
    script: Script
    tally: Tally

    def answer(self, path: str, authorization: str, body: bytes) -> Answer:
        """The answer to one request, after counting it when it is a message."""
        if path == SEND:
            return self._send(authorization, orjson.loads(body)["message"])
        if path == "/token":
            return self.account.token(body)
        if path == "/script":
            return Answer(body=self.script.read(orjson.loads(body)))
        if path == "/summary":
            return Answer(body=asdict(self.tally.summary()))
        if path == "/last":
            return Answer(body=[asdict(received) for received in self.tally.last])
        return NO_SUCH_PROJECT

    def _send(self, authorization: str, message: dict[str, Any]) -> Answer:
        target = message.get("fid") or message.get("token") or ""
        answer = self._judged(authorization, message) or self.script.answer_for(target)
        self.tally.arrived(target, message, answer.status, taken=answer.takes)
        return answer

    def _judged(self, authorization: str, message: dict[str, Any]) -> Answer | None:
        """What FCM refuses by itself, so that the sender's own mistakes show."""
        if not self.account.knows(authorization):
            return UNAUTHENTICATED
        if ("fid" in message) == ("token" in message):
            return INVALID_ARGUMENT
        ttl = _TTL.fullmatch(message.get("android", {}).get("ttl", "0s"))
        if ttl is None or int(ttl[1]) > MAX_TTL_S:
            return _invalid("message.android.ttl", "Invalid time to live")
        if _size(message) > MAX_PAYLOAD_BYTES:
            return _invalid("message", "The message is too big")
        return None


def _invalid(field: str, description: str) -> Answer:
    return error(400, "INVALID_ARGUMENT", description, violation(field, description))


def _size(message: dict[str, Any]) -> int:
    """As Android counts it: the keys and the values of what is told."""
    told = {**message.get("data", {}), **message.get("notification", {})}
    return sum(len(key.encode()) + len(value.encode()) for key, value in told.items())


def body_of(answer: Answer, number: int) -> bytes:
    """The body as it goes over the wire. A message that was taken gets an id, `number` being different each time."""
    if isinstance(answer.body, str):
        return answer.body.encode()
    if answer.body is None and answer.status == 200:
        return orjson.dumps({"name": f"projects/{PROJECT}/messages/0:{number}"})
    return orjson.dumps(answer.body)
