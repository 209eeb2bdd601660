"""Members as the staff sees them: what they hold, and what explains it."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from app.engine.knowing import standing_of
from app.engine.state import MemberState, state_from
from app.identity.callers import Role
from app.members.refusals import UnknownMember
from app.members.store import read_member
from app.profile.store import read_person, read_person_and_answers
from app.tiers.settle import tier_now
from app.tiers.state import TierState
from app.wallet.settle import settled
from graphql_schema.activities import Activity, history_page
from graphql_schema.answers import AnsweredQuestion, answered_question
from graphql_schema.balances import Balance, balances_of
from graphql_schema.consents import Consent, consents_of
from graphql_schema.ids import Node, global_id
from graphql_schema.pagination import After, Connection, First
from graphql_schema.references import MemberReferenceInput, member_behind
from graphql_schema.scalars import BigInt
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.goals import MemberGoal, Since, goals_of
from graphql_schema.staff.member_vouchers import Voucher, vouchers_page
from graphql_schema.staff.roles import Allowed
from graphql_schema.transactions import Transaction, statement_page

Reference = Annotated[MemberReferenceInput, strawberry.argument(description="The member.")]
OneAsset = Annotated[strawberry.ID | None, strawberry.argument(description="Only of this asset, by its id.")]


@strawberry.type(description="An amount held under the same terms.")
class Lot:
    """An amount held under the same terms."""

    asset: strawberry.ID = strawberry.field(description="The asset's id in the programme.")
    remaining: BigInt = strawberry.field(description="What is left of it, 1 or more.")
    active_at: datetime | None = strawberry.field(description="When it can be spent; null if it can be already.")
    expires_at: datetime | None = strawberry.field(description="When it expires; null for never.")


@strawberry.type(description="The person behind a member. What they never told is null.")
class Person:
    """The person behind a member."""

    name: str | None = strawberry.field(description="Their name.")
    email: str | None = strawberry.field(description="Their e-mail address.")
    birth_date: date | None = strawberry.field(description="Their date of birth.")
    region: str | None = strawberry.field(description="Where they live, ISO 3166.")
    phone: str | None = strawberry.field(description="Their phone number, E.164.")


@strawberry.type(description="A membership that was bought.")
class BoughtMembership:
    """A membership that was bought."""

    id: strawberry.ID = strawberry.field(description="The membership's id in the programme.")
    since: datetime = strawberry.field(description="When the oldest time began that was not over.")
    until: datetime = strawberry.field(description="When it ends, with all that is paid for.")


@strawberry.type(description="A member, as of now.")
class Member(Node):
    """A member."""

    state: strawberry.Private[MemberState]
    now: strawberry.Private[datetime]
    code: str = strawberry.field(description="What the app shows as a QR code at the till.")
    joined_at: datetime = strawberry.field(description="When they joined.")
    zone: str = strawberry.field(description="Their IANA time zone.")
    language: str = strawberry.field(description="The language they read.")

    @strawberry.field(description="What the wallet holds, of each of the programme's assets.")
    def balances(self, info: StaffInfo) -> list[Balance]:
        return balances_of(self.state, info.context.published.programme, info.context.words, self.now)

    @strawberry.field(description="The lots behind the balances, by asset, in the order in which they are spent.")
    def lots(self) -> list[Lot]:
        holdings = [settled(holding, self.now) for holding in self.state.wallet.values()]
        return [
            Lot(
                asset=strawberry.ID(holding.asset),
                remaining=BigInt(lot.remaining),
                active_at=lot.terms.active_at,
                expires_at=lot.terms.expires_at,
            )
            for holding in holdings
            for lot in holding.lots
        ]

    @strawberry.field(description="The id of the level, as of now; null for none.")
    def tier(self, info: StaffInfo) -> str | None:
        return self._tier(info).level

    @strawberry.field(description="The memberships that were bought, running and ended.")
    def paid_memberships(self, info: StaffInfo) -> list[BoughtMembership]:
        bought = self._tier(info).bought.items()
        return [BoughtMembership(id=strawberry.ID(name), since=one.since, until=one.until) for name, one in bought]

    def _tier(self, info: StaffInfo) -> TierState:
        return tier_now(info.context.published.programme, self.state.tiers, self.now, self.state.tz)

    @strawberry.field(description="The ledger, the latest first.")
    async def transactions(
        self, info: StaffInfo, first: First = 20, after: After = None, asset: OneAsset = None
    ) -> Connection[Transaction]:
        is_due = self.state.is_due(self.now)
        return await statement_page(info.context.backend, self.state.id, first, after, asset, is_due=is_due)

    @strawberry.field(description="Their vouchers, the latest first.")
    async def vouchers(self, info: StaffInfo, first: First = 20, after: After = None) -> Connection[Voucher]:
        database = info.context.backend.database
        return await vouchers_page(database, self.state.id, info.context.words, self.now, first, after)

    @strawberry.field(description="What they did, the latest first, with what it led to and why.")
    async def activities(self, info: StaffInfo, first: First = 20, after: After = None) -> Connection[Activity]:
        return await history_page(info.context.backend.database, self.state.id, info.context.words, first, after)

    @strawberry.field(description="What they allow their data to be used for; their activities say how that came.")
    def consents(self) -> list[Consent]:
        return consents_of(self.state.consents)

    @strawberry.field(description="The programme's goals, and which of them the member has reached.")
    async def goals(self, info: StaffInfo, since: Since) -> list[MemberGoal]:
        return await goals_of(info.context, self.state.id, since)

    @strawberry.field(description="The person behind it.", extensions=[Allowed(Role.SUPPORT)])
    async def person(self, info: StaffInfo) -> Person | None:
        known = await read_person(info.context.backend.vault, self.state.id)
        return Person(
            name=known.name, email=known.email, birth_date=known.birth_date, region=known.region, phone=known.phone
        )

    @strawberry.field(description="What they answered about themselves.", extensions=[Allowed(Role.SUPPORT)])
    async def answers(self, info: StaffInfo) -> list[AnsweredQuestion]:
        person, answers = await read_person_and_answers(info.context.backend.vault, self.state.id)
        programme = info.context.published.programme
        counting = standing_of(programme, self.state, person, answers, self.now).counting
        return [
            answered_question(info.context.words, name, answer, counts=name in counting)
            for name, answer in answers.items()
        ]


@strawberry.type
class MemberQueries:
    """Finding a member."""

    @strawberry.field(
        description="The member that is meant; null when there is none.",
        extensions=[Allowed(Role.SUPPORT, Role.FINANCE)],
    )
    async def member(self, info: StaffInfo, reference: Reference) -> Member | None:
        try:
            return await find_member(info.context, await member_behind(info.context.backend, reference))
        except UnknownMember:
            return None


async def find_member(context: StaffContext, member: str) -> Member | None:
    """The member with this stored id, as of now."""
    document = await read_member(context.backend.database, member)
    if document is None:
        return None
    state = state_from(document)
    return Member(
        id=global_id("Member", member),
        state=state,
        now=context.backend.clock.now(),
        code=state.code,
        joined_at=state.joined_at,
        zone=state.zone,
        language=state.language,
    )
