"""Answer: what a member tells when they are asked."""

from app.engine.activities import Answering
from app.engine.backend import Backend
from app.engine.record import Recorded, record
from app.profile.fingerprint import fingerprint
from app.profile.store import fingerprint_key
from app.questions.given import Given


async def answer(backend: Backend, member: str, question: str, given: Given, key: str, source: str) -> Recorded:
    """Answer a question under the caller's idempotency key.

    The answer goes to the profile, in the transaction of the activity, which itself keeps a fingerprint of it. Raises
    UnknownQuestion, NotAsked or WrongAnswer, and what `record` raises.
    """
    details = fingerprint(await fingerprint_key(backend.vault, member), given.details)
    return await record(backend, member, Answering(question=question, given=given, details=details), key, source)
