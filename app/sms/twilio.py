"""Text messages by the Messages API of Twilio.

    POST /2010-04-01/Accounts/{account}/Messages.json        Basic account:token
    To=+31612345678&From=+3197010000000&Body=Hello           (or MessagingServiceSid=MG...)

    201 {"sid": "SM...", "status": "queued", "error_code": null, ...}
    400 {"code": 21211, "message": "...", "more_info": "...", "status": 400}

Read in https://www.twilio.com/docs/messaging/api/message-resource and https://www.twilio.com/docs/api/errors. The API
knows no idempotency key: a message whose answer was lost may have been taken.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.channels.verdict import Ambiguous, Delivered, Gone, Misconfigured, Rejected, Retry, Verdict, Wait
from app.sms.gateway import TextMessage

URL = "https://api.twilio.com"
TIMEOUT_S = 30.0
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
NUMBER = re.compile(r"\+?[0-9][0-9 ().-]{5,}[0-9]")
SECONDS = re.compile("[1-9][0-9]{0,4}")
LONGEST_REASON = 200

UNSUBSCRIBED = frozenset({21610})
"""They answered STOP."""
BAD_NUMBERS = frozenset({21211, 21265, 21614, 21635})
"""No number, a short code, no mobile phone, a landline."""
BAD_ACCOUNTS = frozenset({20003, 20005, 21212, 21603, 21606, 21608, 21659, 21660, 21661, 21703})
"""Credentials, a closed or trial account, a sender that is missing, not ours, not fit for SMS, or an empty service."""
FULL_QUEUES = frozenset({20429, 21611})
"""Too many requests, too many messages in the sender's queue."""
WAIT_S = 60.0
"""Where the answer does not say how long."""
UNKNOWN_TO_PROXIES = frozenset({502, 504})
"""A gateway before the API got no answer from it."""


@dataclass(frozen=True, slots=True)
class TwilioSms:
    """Sends by Twilio, from a number in E.164, a name, or a messaging service (`MG...`). `url` differs by region."""

    client: httpx.AsyncClient
    account: str
    token: str = field(repr=False)
    sender: str
    url: str = URL
    timeout_s: float = TIMEOUT_S

    async def send(self, message: TextMessage) -> Verdict:
        """Hand a message over. Expected failures are verdicts; only faults of our own are raised."""
        if not E164.fullmatch(message.to):
            return Rejected("not a number in E.164, for example +31612345678", target_is_bad=True)
        try:
            answer = await self.client.post(
                f"{self.url}/2010-04-01/Accounts/{self.account}/Messages.json",
                auth=(self.account, self.token),
                data={"To": message.to, self._sender_field: self.sender, "Body": message.text},
                timeout=self.timeout_s,
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as failed:
            return Retry(reason=f"no connection: {type(failed).__name__}")  # it never left
        except httpx.TransportError as lost:
            return Ambiguous(f"no answer: {type(lost).__name__}")
        return verdict_of(answer)

    @property
    def _sender_field(self) -> str:
        return "MessagingServiceSid" if self.sender.startswith("MG") and len(self.sender) == 34 else "From"


def verdict_of(answer: httpx.Response) -> Verdict:
    """What an answer means. Codes go before the status, as they are more exact."""
    told = _json(answer)
    if answer.is_success:
        return Delivered(str(told.get("sid") or ""))
    code = told.get("code")
    reason = _reason(answer.status_code, told)
    if code in UNSUBSCRIBED:
        return Gone(reason)
    if code in BAD_NUMBERS:
        return Rejected(reason, target_is_bad=True)
    if code in FULL_QUEUES or answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return Wait(_retry_after(answer) or WAIT_S, reason)
    if code in BAD_ACCOUNTS or answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return Misconfigured(reason)
    return _by_status(answer, reason)


def _by_status(answer: httpx.Response, reason: str) -> Verdict:
    if answer.status_code in UNKNOWN_TO_PROXIES:
        return Ambiguous(reason)
    if answer.is_server_error:
        return Retry(_retry_after(answer), reason)
    if answer.status_code == httpx.codes.NOT_FOUND or not answer.is_client_error:
        return Misconfigured(reason)  # not the API, or no such account
    return Rejected(reason, target_is_bad=False)


def _json(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _reason(status: int, told: dict[str, Any]) -> str:
    """The provider's code and explanation on one line, without numbers: for staff and logs."""
    message = NUMBER.sub("(number)", " ".join(str(told.get("message") or "").split()))
    return f"{told.get('code') or status} {message}"[:LONGEST_REASON].strip()


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds, below a day. The header may also hold a date, which no limit of the API does."""
    after = SECONDS.fullmatch(answer.headers.get("retry-after", ""))
    return float(after[0]) if after else None
