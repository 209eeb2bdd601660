"""Attempt: record an activity of one member, again and again until nothing has come in between."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.engine import store
from app.engine.activities import Activity, request_hash
from app.engine.backend import Backend
from app.engine.commit import Overtaken, commit
from app.engine.documents import activity_id
from app.engine.entries import entry_of_activity
from app.engine.foresee import foresee
from app.engine.refusals import IdempotencyKeyReused, TooBusy
from app.errors import Refusal
from app.storage.client import Row

ATTEMPTS = 60
LONGEST_PAUSE_S = 0.25

Recorded = Mapping[str, Any]
"""The activity as stored: what was said, its `outcomes`, and the `reasons` of rules that did not apply."""


@dataclass(frozen=True, slots=True)
class Done:
    """What is stored of an activity, and what is owed to other members since it was written just now."""

    recorded: Recorded
    owed: Sequence[Row] = ()


async def attempt(backend: Backend, member: str, activity: Activity, key: str, source: str) -> Done:
    """Record an activity as `app.engine.record` says, but for what it owes to others. Raises what `record` raises."""
    async with backend.turns.of(member):
        return await _in_turn(backend, member, activity, key, source)


async def _in_turn(backend: Backend, member: str, activity: Activity, key: str, source: str) -> Done:
    request = request_hash(activity)
    for attempt in range(ATTEMPTS):
        if attempt and (earlier := await _earlier(backend, member, key, request)):
            return Done(earlier)
        try:
            foreseen = await foresee(backend, member, activity)
            entry = entry_of_activity(foreseen, key=key, source=source, request=request)
            async with backend.turns.at(entry.shared):
                await commit(backend, entry)
        except Overtaken:
            await asyncio.sleep(random.uniform(0, min(LONGEST_PAUSE_S, 0.002 * 2**attempt)))
        except Refusal:
            # Only now ask whether the request is a repeated one: the common path reads a single document.
            if earlier := await _earlier(backend, member, key, request):
                return Done(earlier)
            raise
        else:
            assert entry.activity is not None
            return Done(entry.activity, entry.owed)
    raise TooBusy


async def _earlier(backend: Backend, member: str, key: str, request: str) -> Recorded | None:
    """The activity that the key stands for already, if any."""
    found = await store.read_activity(backend.database, activity_id(member, key))
    if found is not None and found["request"] != request:
        raise IdempotencyKeyReused(key).about("idempotencyKey")
    return found
