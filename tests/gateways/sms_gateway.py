"""Twilio's Messages API over real HTTP, in the test's own event loop. It takes every message, unless told otherwise."""

import asyncio
import contextlib
import json
from base64 import b64decode
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streaming import listening

ACCOUNT = "AC" + "0" * 32
TOKEN = "the account's token"


@dataclass(frozen=True, slots=True)
class Answer:
    """Answer with this, after `after_s` seconds."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    after_s: float = 0.0


@dataclass(frozen=True, slots=True)
class HangUp:
    """Take the message, and break the connection within the answer."""


@dataclass
class ScriptedTwilio:
    """What a test sees and steers: `script(refusal(21610))` is for the next message only."""

    url: str = ""
    received: list[dict[str, str]] = field(default_factory=list)
    """The fields of each request that had the right credentials."""
    scripted: deque[Answer | HangUp] = field(default_factory=deque)

    def script(self, *answers: Answer | HangUp) -> None:
        self.scripted.extend(answers)

    async def take(self, request: Request) -> Response:
        if not _signed_in(request):
            return _response(refusal(20003, status=401, message="Authenticate"))
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        self.received.append(form)
        answer = self.scripted.popleft() if self.scripted else accepted(form, len(self.received))
        if isinstance(answer, HangUp):
            return _Broken(headers={"content-length": "100"})
        await asyncio.sleep(answer.after_s)
        return _response(answer)


def accepted(form: dict[str, str], number: int) -> Answer:
    """What the API answers for a message that it queued."""
    told: dict[str, Any] = {
        "account_sid": ACCOUNT,
        "api_version": "2010-04-01",
        "body": form.get("Body"),
        "date_created": "Mon, 02 Mar 2026 17:05:00 +0000",
        "date_sent": None,
        "date_updated": "Mon, 02 Mar 2026 17:05:00 +0000",
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From"),
        "messaging_service_sid": form.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": "1",
        "price": None,
        "price_unit": None,
        "sid": f"SM{number:032x}",
        "status": "queued",
        "to": form.get("To"),
        "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/SM{number:032x}.json",
    }
    return Answer(201, json.dumps(told))


def refusal(code: int, *, status: int = 400, message: str = "", **headers: str) -> Answer:
    """What the API answers for a message that it refuses."""
    more = f"https://www.twilio.com/docs/errors/{code}"
    told = {"code": code, "message": message, "more_info": more, "status": status}
    return Answer(status, json.dumps(told), {name.replace("_", "-"): value for name, value in headers.items()})


@contextlib.asynccontextmanager
async def sms_gateway_listening() -> AsyncIterator[ScriptedTwilio]:
    """Serve the API on 127.0.0.1."""
    gateway = ScriptedTwilio()
    path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    app = Starlette(routes=[Route(path, gateway.take, methods=["POST"])])
    async with listening(app) as address:
        gateway.url = f"http://{address}"
        yield gateway


def _signed_in(request: Request) -> bool:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    return scheme == "Basic" and b64decode(credentials).decode() == f"{ACCOUNT}:{TOKEN}"


def _response(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.headers, media_type="application/json")


class _Broken(Response):
    """Promises more than it sends: the server then has to close the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 201, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": b'{"sid"'})
