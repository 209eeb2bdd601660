"""Referral as one member sees it: their invitations and how far those have come, and what is left of the limits.

Of friends nothing is shown but what they did and when.
"""

from datetime import datetime
from typing import Any

import strawberry

from app.programme import model
from app.referrals import invitation as room
from app.referrals.rules import REWARDS
from app.referrals.state import Step
from app.referrals.store import invitations_of, latest_unused, read_invitation
from app.wallet.store import earned_by
from graphql_schema.enums import api_enum
from graphql_schema.ids import Node, global_id
from graphql_schema.member.assets import asset
from graphql_schema.member.cause_terms import AssetAmount
from graphql_schema.member.referral_terms import ReferralTerms, referral_terms_of
from graphql_schema.member.view import View
from graphql_schema.once import Once
from graphql_schema.pagination import After, Connection, First, page, wanted, whole_position
from graphql_schema.scalars import BigInt

InvitationStage: Any = api_enum(
    room.Stage,
    "How far an invitation has come.",
    {
        room.Stage.SENT: "It can be accepted.",
        room.Stage.JOINED: "A friend has joined and accepted it.",
        room.Stage.BOUGHT: "That friend has made a first purchase.",
        room.Stage.EXPIRED: "Nobody has accepted it in time.",
        room.Stage.CANCELLED: "The member has taken it back.",
    },
    name="InvitationStage",
)


@strawberry.type(description="An invitation for one friend.")
class Invitation(Node):
    """An invitation for one friend."""

    code: str = strawberry.field(description="What the friend enters.")
    link: str | None = strawberry.field(description="An address with the code in it; null if the programme has none.")
    channel: str | None = strawberry.field(description="How it was sent, as the app said.")
    stage: InvitationStage = strawberry.field(description="How far it has come.")
    at: datetime = strawberry.field(description="Since when.")
    sent_at: datetime = strawberry.field(description="When it was made.")
    expires_at: datetime = strawberry.field(description="Until when it can be accepted.")


@strawberry.type(description="What is left of the limits.")
class ReferralLimits:
    """What is left of the limits."""

    invitations_left: int = strawberry.field(description="How many more invitations can be made today.")
    paid_invitations_left: int | None = strawberry.field(
        description="How many more are paid for in the current period; null for any number."
    )
    joining_friends_left: int | None = strawberry.field(
        description="How many more friends who join are paid for; null for any number."
    )
    buying_friends_left: int | None = strawberry.field(
        description="How many more friends who make a first purchase are paid for; null for any number."
    )
    friends_of_friends_left: int | None = strawberry.field(
        description="How many more friends of friends are paid for; null for any number."
    )


@strawberry.type(description="How a member brings friends, as of now.")
class Referral:
    """How a member brings friends."""

    view: strawberry.Private[View]
    model: strawberry.Private[model.Referral]
    latest: strawberry.Private[Once[room.Invitation | None]]
    terms: ReferralTerms = strawberry.field(description="What it pays, and when.")

    @strawberry.field(description="The code of the latest invitation that can be accepted; null: make one.")
    async def code(self) -> str | None:
        latest = await self.latest.get()
        return latest.code if latest else None

    @strawberry.field(description="The link of that invitation; null without one, or if the programme has no links.")
    async def link(self) -> str | None:
        latest = await self.latest.get()
        return _link(self.model, latest.code) if latest else None

    @strawberry.field(description="The member's invitations, the latest first.")
    async def invitations(self, first: First = 20, after: After = None) -> Connection[Invitation]:
        rows = await invitations_of(self.view.database, self.view.state.id, wanted(first), before=whole_position(after))
        return page(rows, first, after, lambda row: _invitation(self.view, row), lambda row: str(row.number))

    @strawberry.field(description="What invitations have brought the member, less what was taken back.")
    async def earned(self) -> list[AssetAmount]:
        earned = await earned_by(self.view.database, self.view.state.id, REWARDS)
        return [
            AssetAmount(asset=asset(self.view.words, asset_id), amount=BigInt(amount))
            for asset_id, amount in earned.items()
        ]

    @strawberry.field(description="What is left of the limits.")
    def limits(self) -> ReferralLimits:
        return _limits(self.view, self.model)

    @strawberry.field(description="When the member accepted an invitation; null if they did not.")
    def accepted_at(self) -> datetime | None:
        invited = self.view.state.referral.invited
        return invited.at if invited else None

    @strawberry.field(description="Until when the member can accept one; null if they can't any more.")
    def can_accept_until(self) -> datetime | None:
        state = self.view.state
        until = self.model.accepted_within.after(state.joined_at, self.view.programme.tz)
        return until if state.referral.invited is None and self.view.now < until else None


def referral_of(view: View) -> Referral | None:
    """Referral as it stands for the member; None when the programme has none."""
    terms, referral = referral_terms_of(view.words), view.programme.referral
    if terms is None or referral is None:
        return None
    latest = Once(lambda: latest_unused(view.database, view.state.id, view.now))
    return Referral(view=view, model=referral, latest=latest, terms=terms)


async def find_invitation(view: View, code: str) -> Invitation | None:
    """The member's own invitation with this code; None when it is none of theirs."""
    found = await read_invitation(view.database, code)
    return _invitation(view, found) if found and found.member == view.state.id else None


def _invitation(view: View, kept: room.Invitation) -> Invitation:
    stage, at = kept.stage(view.now)
    referral = view.programme.referral
    return Invitation(
        id=global_id("Invitation", kept.code),
        code=kept.code,
        link=_link(referral, kept.code) if referral else None,
        channel=kept.channel,
        stage=stage,
        at=at,
        sent_at=kept.sent_at,
        expires_at=kept.expires_at,
    )


def _link(referral: model.Referral, code: str) -> str | None:
    return referral.link.replace(model.CODE, code) if referral.link else None


def _limits(view: View, referral: model.Referral) -> ReferralLimits:
    state, paid = view.state.referral, referral.limits.sent
    return ReferralLimits(
        invitations_left=max(0, referral.daily_limit - state.sent_on(view.today)),
        paid_invitations_left=max(0, paid.times - state.paid_on(paid, view.today)) if paid else None,
        joining_friends_left=state.friends_left(Step.JOINED, referral),
        buying_friends_left=state.friends_left(Step.BOUGHT, referral),
        friends_of_friends_left=state.friends_left(Step.SECOND_LEVEL, referral),
    )
