"""The member who asks: everything behind the home screen."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from app.updates.position import Position, cursor_of
from graphql_schema.activities import Activity, history_page
from graphql_schema.consents import Consent, consents_of
from graphql_schema.context import Info
from graphql_schema.ids import Node, global_id
from graphql_schema.member.activities import own_activity
from graphql_schema.member.badges import Badge, Earned, badges_of
from graphql_schema.member.causes import Cause, cause_of
from graphql_schema.member.devices import Device, devices_of
from graphql_schema.member.inbox import MessageConnection, inbox_page
from graphql_schema.member.mascots import MascotGame, mascot_game
from graphql_schema.member.offers import Offer, offers_of
from graphql_schema.member.questions import Questions, questions_of
from graphql_schema.member.referral import Referral, referral_of
from graphql_schema.member.stores import MOST_FENCES, Fences, Near, NearbyGeofence, nearby_geofences
from graphql_schema.member.streaks import Streak, streak_of
from graphql_schema.member.tiers import Membership, Tier, memberships_of, tier_of
from graphql_schema.member.view import View, view_of
from graphql_schema.member.vouchers import QR, Voucher, qr_of, vouchers_page
from graphql_schema.member.wallet import Wallet
from graphql_schema.member.wheels import Wheel, wheel_of
from graphql_schema.pagination import After, Connection, First

WheelId = Annotated[strawberry.ID, strawberry.argument(name="id", description="The wheel's id in the programme.")]
StreakId = Annotated[strawberry.ID, strawberry.argument(name="id", description="The streak's id in the programme.")]
Usable = Annotated[
    bool, strawberry.argument(description="Only those that can be used now; otherwise all there ever were.")
]


@strawberry.type(description="A member, as of now. Members see themselves only.")
class Member(Node):
    """A member, as of now."""

    view: strawberry.Private[View]
    code: str = strawberry.field(description="What the app shows as a QR code at the till.")
    zone: str = strawberry.field(description="The IANA time zone of the member's days and weeks.")
    language: str = strawberry.field(description="The language that the member wants texts in.")
    joined_at: datetime = strawberry.field(description="When they became a member.")

    @strawberry.field(description="The member's name, as they gave it.")
    async def name(self) -> str | None:
        return (await self.view.person.get()).name

    @strawberry.field(description="The member's e-mail address, as they gave it.")
    async def email(self) -> str | None:
        return (await self.view.person.get()).email

    @strawberry.field(description="The member's date of birth, as they gave it.")
    async def birth_date(self) -> date | None:
        return (await self.view.person.get()).birth_date

    @strawberry.field(description="Where the member lives, as an ISO 3166 code such as `NL` or `NL-NH`.")
    async def region(self) -> str | None:
        return (await self.view.person.get()).region

    @strawberry.field(description="The member's phone number, in the form of E.164.")
    async def phone(self) -> str | None:
        return (await self.view.person.get()).phone

    @strawberry.field(description="What the member holds.")
    def wallet(self) -> Wallet:
        return Wallet(view=self.view)

    @strawberry.field(description="The programme's wheels, as they stand for the member.")
    def wheels(self) -> list[Wheel]:
        return [wheel for wheel_id in self.view.programme.wheels if (wheel := wheel_of(self.view, wheel_id))]

    @strawberry.field(description="One wheel; null when the programme has no such wheel.")
    def wheel(self, wheel_id: WheelId) -> Wheel | None:
        return wheel_of(self.view, wheel_id)

    @strawberry.field(description="The good causes of the programme, as they stand for the member.")
    def causes(self) -> list[Cause]:
        return [cause for cause_id in self.view.programme.causes if (cause := cause_of(self.view, cause_id))]

    @strawberry.field(description="The programme's mascot games, as they stand for the member.")
    def mascot_games(self) -> list[MascotGame]:
        return [game for game_id in self.view.programme.mascots if (game := mascot_game(self.view, game_id))]

    @strawberry.field(description="The fences nearest to a position, of stores and drawn by staff, the nearest first.")
    async def nearby_geofences(self, near: Near, first: Fences = MOST_FENCES) -> list[NearbyGeofence]:
        return await nearby_geofences(self.view, near, first)

    @strawberry.field(description="The programme's streaks, as they stand for the member.")
    def streaks(self) -> list[Streak]:
        return [streak for name in self.view.programme.streaks if (streak := streak_of(self.view, name))]

    @strawberry.field(description="One streak; null when the programme has no such streak.")
    def streak(self, streak_id: StreakId) -> Streak | None:
        return streak_of(self.view, streak_id)

    @strawberry.field(description="The programme's questions about the member, one at a time.")
    async def questions(self) -> Questions:
        return await questions_of(self.view)

    @strawberry.field(description="The programme's badges, as they stand for the member.")
    async def badges(self, earned: Earned = None) -> list[Badge]:
        return await badges_of(self.view, earned)

    @strawberry.field(description="Names this place in the member's history: `updates` tells what comes after it.")
    def updates_cursor(self) -> str:
        state = self.view.state
        return cursor_of(state.id, Position(state.version, state.transactions, state.messages))

    @strawberry.field(description=QR)
    def code_qr(self) -> str:
        return qr_of(self.code)

    @strawberry.field(
        description="The offers that members claim or buy: first what fits this member best, last what they dislike."
    )
    async def offers(self) -> list[Offer]:
        return await offers_of(self.view)

    @strawberry.field(description="The member's vouchers, the latest first.")
    async def vouchers(self, first: First = 20, after: After = None, usable: Usable = True) -> Connection[Voucher]:
        return await vouchers_page(self.view, first, after, usable)

    @strawberry.field(description="How the member brings friends; null when the programme has no referral.")
    def referral(self) -> Referral | None:
        return referral_of(self.view)

    @strawberry.field(description="Where the member stands among the levels; null when the programme has none.")
    def tier(self) -> Tier | None:
        return tier_of(self.view)

    @strawberry.field(description="The programme's memberships, as they stand for the member.")
    def paid_memberships(self) -> list[Membership]:
        return memberships_of(self.view)

    @strawberry.field(description="What the member allows their data to be used for, purpose by purpose.")
    def consents(self) -> list[Consent]:
        return consents_of(self.view.state.consents)

    @strawberry.field(description="The messages that the member was sent in the last 180 days, the latest first.")
    async def inbox(self, first: First = 20, after: After = None) -> MessageConnection:
        return await inbox_page(self.view, first, after)

    @strawberry.field(description="Where the member's app can be reached, the device that was seen last first.")
    async def devices(self) -> list[Device]:
        return await devices_of(self.view)

    @strawberry.field(description="What the member did and what it led to, the latest first.")
    async def activities(self, first: First = 20, after: After = None) -> Connection[Activity]:
        return await history_page(
            self.view.database, self.view.state.id, self.view.words, first, after, show=own_activity
        )


async def me(info: Info) -> Member:
    """The caller. Raises NotJoined."""
    return member(await view_of(info.context))


def member(view: View) -> Member:
    """The caller as the API shows them."""
    state = view.state
    return Member(
        view=view,
        id=global_id("Member", state.id),
        code=state.code,
        zone=state.zone,
        language=state.language,
        joined_at=state.joined_at,
    )
