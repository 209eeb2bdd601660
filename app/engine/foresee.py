"""Foresee: what an activity would lead to now. Writes nothing; recording starts with the very same step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.engine.activities import Activity, Purchase
from app.engine.apply import apply
from app.engine.backend import Backend
from app.engine.badge_history import history_for
from app.engine.books import Books
from app.engine.decide import decide
from app.engine.effects import Effect, Outcome
from app.engine.situation import Decision, Situation
from app.engine.state import MemberState, state_from
from app.engine.surroundings import Surroundings, surroundings_of
from app.members.refusals import UnknownMember
from app.members.store import read_member
from app.metrics import DECIDE_SECONDS
from app.offers.store import vouchers_used_on
from app.offers.voucher import Receipt, Voucher
from app.programme.model import Programme
from app.programme.programmes import Published
from app.wallet.warnings import scheduled


@dataclass(frozen=True, slots=True)
class Rules:
    """How activities are decided and effects are written. Only a test of what checks them has others than these."""

    decide: Callable[[Situation], Decision] = decide
    apply: Callable[[Books, tuple[Effect, ...], datetime], Sequence[Outcome]] = apply


RULES = Rules()


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
    with DECIDE_SECONDS.time():
        return foreseen(published, document, state, activity, now, replace(around, history=history))


def foreseen(
    published: Published,
    document: Mapping[str, Any],
    state: MemberState,
    activity: Activity,
    now: datetime,
    around: Surroundings,
    rules: Rules = RULES,
) -> Foreseen:
    """What the activity of a member leads to at `now`. Pure. `state` is what the document says. Raises a Refusal."""
    books = Books(state, now)
    books.settle()
    situation = Situation(published.programme, books.state, activity, now, around)
    decision = rules.decide(situation)
    outcomes = rules.apply(books, decision.effects, situation.at)
    _schedule_warnings(published.programme, books)
    return Foreseen(situation, published.number, decision, outcomes, books, document)


def _schedule_warnings(programme: Programme, books: Books) -> None:
    """Note when the member is next to be warned of something that expires, by the wallet as it now is."""
    state = books.state
    if programme.warnings_print or state.warnings.print:
        warnings = scheduled(programme, state.wallet, state.warnings, books.now)
        books.state = replace(state, warnings=warnings)
