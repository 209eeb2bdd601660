"""Once: answers to requests that move nothing in a wallet, kept so that a repeated request gets the first one.

The answer is stored in the very transaction that has the effect. So there is never one without the other, and of many
parallel sends one does the work while the others are replayed and find its answer.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from app.engine.refusals import IdempotencyKeyReused
from app.storage.client import Database, Row, Session
from app.storage.transaction import in_transaction

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked under a caller's idempotency key. `said` is all of what was asked, as plain values."""

    caller: str
    key: str
    said: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The id that its answer is stored under."""
        return f"{self.caller}:{self.key}"

    @property
    def fingerprint(self) -> str:
        """Equal for equal requests, in lower-case hexadecimal digits."""
        return sha256(orjson.dumps(self.said, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def first_answer(database: Database, request: Request) -> Answer | None:
    """The answer that the request already had. Raises IdempotencyKeyReused when its key stands for another one."""
    found = await database.answers.find_one({"_id": request.id})
    return None if found is None else _answer_in(found, request)


async def once(
    database: Database, request: Request, now: datetime, work: Callable[[Session], Awaitable[Answer]]
) -> Answer:
    """Do the work of a request, or return the answer it had the first time.

    `work` runs in a transaction, maybe several times: all it reads and writes goes through the session. Its answer is
    kept for 60 days, so it holds no secret. Nothing is kept of work that raises. Raises IdempotencyKeyReused when the
    key stands for another request.
    """

    async def answered(session: Session) -> Row:
        found = await database.answers.find_one({"_id": request.id}, session=session)
        if found is None:
            answer = await work(session)
            found = answer_row(request, now, answer)
            await database.answers.insert_one(found, session=session)
        return found

    return _answer_in(await in_transaction(database.client, answered), request)


async def forget(database: Database, request: Request) -> None:
    """Keep no answer of a request that came to nothing after all, so that it can be sent again."""
    await database.answers.delete_one({"_id": request.id, "request": request.fingerprint})


def answer_row(request: Request, now: datetime, answer: Answer) -> Row:
    """The answer to a request as it is stored."""
    return {"_id": request.id, "request": request.fingerprint, "at": now, "answer": answer}


def _answer_in(found: Row, request: Request) -> Answer:
    if found["request"] != request.fingerprint:
        raise IdempotencyKeyReused(request.key).about("idempotencyKey")
    answer: Answer = found["answer"]
    return answer
