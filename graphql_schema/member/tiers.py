"""The tier and the memberships of one member."""

from datetime import datetime

import strawberry

from app.programme import model
from app.tiers.ladder import Ladder, ladder_of
from app.tiers.settle import tier_after
from app.tiers.standing import keep_level, next_level, progress
from app.tiers.state import TierState
from graphql_schema.member.tier_terms import (
    MembershipTerms,
    TierAmount,
    TierLevel,
    level_of,
    membership_terms,
    tier_amount,
)
from graphql_schema.member.view import View


@strawberry.type(description="The next level.")
class NextTier:
    """The next level."""

    level: TierLevel = strawberry.field(description="The level.")
    missing: TierAmount = strawberry.field(description="How much more must count to reach it.")


@strawberry.type(description="What keeps the present level.")
class KeepTier:
    """What keeps the present level."""

    missing: TierAmount = strawberry.field(
        description="How much more must count by then; what counts now may not last."
    )
    until: datetime = strawberry.field(
        description="By when; without it the level is lost then, or after a grace: see `until` of the tier."
    )


@strawberry.type(description="When which level was held.")
class TierMoment:
    """When which level was held."""

    since: datetime = strawberry.field(description="From when on.")
    level: TierLevel | None = strawberry.field(description="Which level; null for none, or for one that is no more.")


@strawberry.type(description="Where the member stands among the levels, as of now.")
class Tier:
    """Where the member stands among the levels."""

    view: strawberry.Private[View]
    ladder: strawberry.Private[Ladder]
    state: strawberry.Private[TierState]
    since: datetime | None = strawberry.field(description="Since when the level is held; null before the first.")
    until: datetime | None = strawberry.field(
        description="When the level changes, or a membership ends, if nothing more is done; null for never."
    )

    @strawberry.field(description="The level; null for none.")
    def level(self) -> TierLevel | None:
        return level_of(self.view.words, self.state.level)

    @strawberry.field(description="What counts toward the next level so far; null when levels are only bought.")
    def counted(self) -> TierAmount | None:
        if self.ladder.counts is None:
            return None
        return tier_amount(self.view.words, progress(self.ladder, self.state))

    @strawberry.field(description="The next level that can be earned; null at the top.")
    def next(self) -> NextTier | None:
        found = next_level(self.ladder, self.state)
        level = level_of(self.view.words, found.level) if found else None
        return NextTier(level=level, missing=tier_amount(self.view.words, found.missing)) if found and level else None

    @strawberry.field(description="What keeps the level; null for none, for a bought one and for one that stays.")
    def keep(self) -> KeepTier | None:
        found = keep_level(self.ladder, self.state, self.view.state.tz)
        return KeepTier(missing=tier_amount(self.view.words, found.missing), until=found.until) if found else None

    @strawberry.field(description="The levels held before and now, the latest first, at most 20.")
    def history(self) -> list[TierMoment]:
        return [
            TierMoment(since=held.since, level=level_of(self.view.words, held.level))
            for held in reversed(self.state.history)
        ]


@strawberry.type(description="A membership, as it stands for this member now.")
class Membership:
    """A membership, as it stands for this member now."""

    view: strawberry.Private[View]
    model: strawberry.Private[model.Membership]
    id: strawberry.ID = strawberry.field(description="The membership's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    active: bool = strawberry.field(description="Whether the member has it.")
    until: datetime | None = strawberry.field(
        description="When all that is paid for ends, or has ended; null for one that was never bought."
    )

    @strawberry.field(description="What it gives, and what it costs.")
    def terms(self) -> MembershipTerms:
        return membership_terms(self.view.words, self.id, self.model)


def tier_of(view: View) -> Tier | None:
    """Where the member stands; None when the programme has no tiers."""
    if view.programme.tiers is None:
        return None
    ladder = ladder_of(view.programme)
    state = tier_after(ladder, view.state.tiers, view.now, view.state.tz).state
    return Tier(view=view, ladder=ladder, state=state, since=state.since, until=state.due_at)


def memberships_of(view: View) -> list[Membership]:
    """The memberships of the programme as they stand for the member."""
    return [one for name in view.programme.memberships if (one := membership_of(view, name))]


def membership_of(view: View, name: str) -> Membership | None:
    """A membership as it stands for the member; None when the programme has no such membership."""
    membership = view.programme.memberships.get(name)
    if membership is None:
        return None
    bought = view.state.tiers.bought.get(name)
    return Membership(
        view=view,
        model=membership,
        id=strawberry.ID(name),
        name=view.words.text(membership.name),
        active=bought is not None and bought.holds_at(view.now),
        until=bought.until if bought else None,
    )
