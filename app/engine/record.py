"""Record: the one way anything about a member changes."""

from app.engine.activities import Activity
from app.engine.attempt import Recorded, attempt
from app.engine.backend import Backend
from app.engine.owing import pay_soon

__all__ = ["Recorded", "record"]


async def record(backend: Backend, member: str, activity: Activity, key: str, source: str) -> Recorded:
    """Record an activity of a member under the caller's idempotency key, and return what is stored of it.

    The same key with the same activity returns the first answer, for ever, whatever the rules say by now; with another
    activity it raises IdempotencyKeyReused. `source` says who reported it, for example `partner:<id>`. Raises
    UnknownMember, a Refusal of the rules (then nothing was written), or TooBusy.
    """
    done = await attempt(backend, member, activity, key, source)
    await pay_soon(backend, done.owed)  # not in the member's turn: others wait for theirs in the same way
    return done.recorded
