"""The caller as of one instant: everything the API shows about them is answered from here."""

from dataclasses import replace
from datetime import date, datetime

from app.engine.activities import Spin
from app.engine.around_offers import AroundOffers, tastes_are_told
from app.engine.badge_history import tallies_of
from app.engine.state import MemberState, state_from
from app.engine.surroundings import NOTHING, Surroundings, surroundings_of
from app.identity.callers import MemberCaller
from app.members.refusals import NotJoined
from app.members.store import read_member
from app.offers.store import offers_taken
from app.profile.person import Person
from app.profile.store import read_person_and_answers
from app.programme.model import Programme
from app.programme.personal import decides_personally
from app.storage.client import Database
from app.wallet.settle import settled
from graphql_schema.context import Context
from graphql_schema.member.context import alias_of, find_member
from graphql_schema.once import Once
from graphql_schema.outcomes import Words


class View:
    """A member's state, settled at `now`. What lies outside the member document is read when a field asks for it."""

    def __init__(self, context: Context[MemberCaller], state: MemberState, now: datetime) -> None:
        self.backend = context.backend
        self.database: Database = context.backend.database
        self.programme = context.published.programme
        self.is_due = state.is_due(now)
        self.state = settled_state(state, now)
        self.now = now
        self.words = Words(self.programme, state.language)
        self.told = Once(lambda: read_person_and_answers(self.backend.vault, state.id))
        self.person = Once(self._person)
        self.tallies = Once(lambda: tallies_of(self.database, self.programme, self.state))
        self.offers_taken = Once(lambda: offers_taken(self.database, limited_offers(self.programme)))
        self._around_spins: dict[str, Once[Surroundings]] = {}

    @property
    def today(self) -> date:
        """The date in the member's zone."""
        return self.now.astimezone(self.state.tz).date()

    async def around_member(self) -> Surroundings:
        """What conditions on the member are decided from, beside the member: the profile where one asks for it."""
        if not decides_personally(self.programme):
            return NOTHING
        person, answers = await self.told.get()
        return Surroundings(person=person, answers=answers)

    async def around_offers(self) -> Surroundings:
        """What getting an offer would be decided from, beside the member: all stocks, and the profile if it matters."""
        around = Surroundings(offers=AroundOffers(taken=await self.offers_taken.get()))
        if not (decides_personally(self.programme) or tastes_are_told(self.programme)):
            return around
        person, answers = await self.told.get()
        return replace(around, person=person, answers=answers)

    async def around_spin(self, wheel: str) -> Surroundings:
        """What a spin of this wheel would be decided from, beside the member: stock counters and the person."""
        if wheel not in self._around_spins:
            self._around_spins[wheel] = Once(
                lambda: surroundings_of(self.backend, self.programme, self.state.id, Spin(wheel=wheel))
            )
        return await self._around_spins[wheel].get()

    async def _person(self) -> Person:
        person, _ = await self.told.get()
        return person


def limited_offers(programme: Programme) -> list[str]:
    """The offers that have a stock."""
    return [offer_id for offer_id, offer in programme.offers.items() if offer.stock is not None]


def settled_state(state: MemberState, now: datetime) -> MemberState:
    """The state as it stands at `now`, whether or not a sweep has booked it."""
    if not state.is_due(now):
        return state
    return replace(state, wallet={asset: settled(holding, now) for asset, holding in state.wallet.items()})


async def find_view(context: Context[MemberCaller]) -> View | None:
    """The caller as of now; None before they have joined. The member document is read once in a request."""
    state = await _find_state(context)
    if state is None and context.backend.known.forget(alias_of(context.caller)):
        # What this process remembered was erased; whoever it was may have joined anew.
        state = await _find_state(context)
    return View(context, state, context.backend.clock.now()) if state else None


async def view_of(context: Context[MemberCaller]) -> View:
    """The caller as of now. Raises NotJoined."""
    view = await find_view(context)
    if view is None:
        raise NotJoined
    return view


async def _find_state(context: Context[MemberCaller]) -> MemberState | None:
    member = await find_member(context)
    if member is None:
        return None
    if member not in context.members:
        context.members[member] = Once(lambda: _read(context, member))
    return await context.members[member].get()


async def _read(context: Context[MemberCaller], member: str) -> MemberState | None:
    document = await read_member(context.backend.database, member)
    return state_from(document) if document else None
