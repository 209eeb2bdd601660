"""Foresee: what an activity would lead to now. Writes nothing; recording starts with the very same step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.engine.activities import Activity, Purchase
from app.engine.apply import apply
from app.engine.backend import Backend
from app.engine.badge_history import history_for
from app.engine.books import Books
from app.engine.decide import decide
from app.engine.effects import Outcome
from app.engine.situation import Decision, Situation
from app.engine.state import state_from
from app.engine.surroundings import surroundings_of
from app.members.refusals import UnknownMember
from app.members.store import read_member
from app.metrics import DECIDE_SECONDS
from app.offers.store import vouchers_used_on
from app.offers.voucher import Receipt, Voucher
from app.programme.model import Programme
from app.wallet.warnings import scheduled


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A decision that was applied to a copy of the member's books."""

    situation: Situation
    programme_version: int
    decision: Decision
    outcomes: Sequence[Outcome]
    books: Books
    member: Mapping[str, Any]
    """The member document it started from."""


async def foresee(backend: Backend, member: str, activity: Activity, redeeming: Sequence[Voucher] = ()) -> Foreseen:
    """Decide about an activity without recording it. Raises UnknownMember, or a Refusal of the rules.

    `redeeming` are vouchers that would be redeemed on a purchase before it.
    """
    document = await read_member(backend.database, member)
    if document is None:
        raise UnknownMember(member).about("member")
    return await foresee_from(backend, document, activity, redeeming=redeeming)


async def foresee_from(
    backend: Backend,
    document: Mapping[str, Any],
    activity: Activity,
    unwritten: Sequence[Mapping[str, Any]] = (),
    redeeming: Sequence[Voucher] = (),
) -> Foreseen:
    """Decide about an activity of the member in this document. Raises a Refusal of the rules.

    `unwritten` are the activities that lead from the stored document to this one, if any.
    """
    published = await backend.programmes.current()
    around = await surroundings_of(backend, published.programme, document["_id"], activity)
    state, now = state_from(document), backend.clock.now()
    if isinstance(activity, Purchase) and state.offers.vouchers:
        used = await vouchers_used_on(backend.database, state.id, Receipt(activity.partner, activity.reference))
        around = replace(around, offers=replace(around.offers, used=(*used, *redeeming)))
    history = await history_for(backend.database, published.programme, state, activity, now, unwritten)
    books = Books(state, now)
    with DECIDE_SECONDS.time():
        books.settle()
        around = replace(around, history=history)
        situation = Situation(published.programme, books.state, activity, books.now, around)
        decision = decide(situation)
        outcomes = apply(books, decision.effects, situation.at)
        _schedule_warnings(published.programme, books)
    return Foreseen(situation, published.number, decision, outcomes, books, document)


def _schedule_warnings(programme: Programme, books: Books) -> None:
    """Note when the member is next to be warned of something that expires, by the wallet as it now is."""
    state = books.state
    if programme.warnings_print or state.warnings.print:
        warnings = scheduled(programme, state.wallet, state.warnings, books.now)
        books.state = replace(state, warnings=warnings)
