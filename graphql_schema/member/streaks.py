"""The streaks as one member sees them: how long they are, and what keeps them alive."""

from datetime import date, datetime
from typing import Any

import strawberry

from app.programme import model
from app.programme.model import Price, StreakPeriod
from app.streaks.calendar import day_of
from app.streaks.standing import Standing, standing
from app.streaks.state import day_starts, first_state
from graphql_schema.enums import api_enum
from graphql_schema.member.assets import Asset, Prize, asset, prize
from graphql_schema.member.view import View
from graphql_schema.scalars import BigInt

PeriodEnum: Any = api_enum(
    StreakPeriod,
    "A period of the calendar in the member's zone.",
    {
        StreakPeriod.DAY: "A calendar date.",
        StreakPeriod.WEEK: "Monday to Sunday (ISO 8601).",
        StreakPeriod.MONTH: "A calendar month.",
    },
)


@strawberry.type(description="How far the period under way is.")
class StreakProgress:
    """How far the period under way is."""

    count: int = strawberry.field(description="How often the activity was counted in it, at most the target.")
    target: int = strawberry.field(description="How many it takes.")
    done: bool = strawberry.field(description="Whether the period counts already.")
    ends_at: datetime = strawberry.field(description="When the next period starts.")


@strawberry.type(description="Freezes: each keeps the streak alive through one missed period, by itself.")
class StreakFreezes:
    """Freezes that are held."""

    held: int = strawberry.field(description="How many the member has.")
    most: int = strawberry.field(description="How many can be held.")
    price: Prize | None = strawberry.field(description="What one more costs; null when they are not for sale.")


@strawberry.type(description="Days announced as free, on which nothing can be missed.")
class StreakDaysOff:
    """A pause."""

    starts_on: date = strawberry.field(description="The first day.")
    ends_on: date = strawberry.field(description="The last day.")


@strawberry.type(description="The run that was broken last, while it can be restored.")
class StreakRestoreOffer:
    """A restore that is possible now."""

    length: int = strawberry.field(description="How long the broken run was.")
    until: datetime = strawberry.field(description="When it is too late.")
    price: Prize | None = strawberry.field(description="What it costs; null for nothing.")


@strawberry.type(description="What reaching a length pays.")
class StreakReward:
    """What reaching a length pays."""

    at: int = strawberry.field(description="The length that is rewarded.")
    asset: Asset = strawberry.field(description="What is given.")
    amount: BigInt = strawberry.field(description="How much of it.")


@strawberry.type(description="A streak, as it stands for this member now.")
class Streak:
    """A streak, as it stands for this member now."""

    view: strawberry.Private[View]
    model: strawberry.Private[model.Streak]
    now: strawberry.Private[Standing]
    id: strawberry.ID = strawberry.field(description="The streak's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    length: int = strawberry.field(description="How many periods of the run under way were done; 0 without a run.")
    best: int = strawberry.field(description="The longest run there was.")
    period: PeriodEnum = strawberry.field(description="What it counts per.")
    due_at: datetime | None = strawberry.field(
        description="By when to be back, so that no freeze is used and the run goes on; null without a run."
    )
    alive_until: datetime | None = strawberry.field(
        description="When the run breaks if nothing more is done, after pauses and all freezes; null without a run."
    )
    paused_until: date | None = strawberry.field(description="The last day of the pause under way.")
    can_restore_until: datetime | None = strawberry.field(
        description="When it is too late to restore the run that was broken last; null with nothing to restore."
    )

    @strawberry.field(description="How far the period under way is.")
    def progress(self) -> StreakProgress:
        return StreakProgress(
            count=self.now.count, target=self.model.target, done=self.now.done, ends_at=self.now.period_ends_at
        )

    @strawberry.field(description="The freezes that the member holds.")
    def freezes(self) -> StreakFreezes:
        terms = self.model.freezes
        return StreakFreezes(held=self.now.state.freezes, most=terms.hold_at_most, price=self._price(terms.price))

    @strawberry.field(description="The pauses under way or to come, in order.")
    def pauses(self) -> list[StreakDaysOff]:
        return [StreakDaysOff(starts_on=pause.first, ends_on=pause.last) for pause in self.now.pauses]

    @strawberry.field(description="The restore that is possible now; null when there is nothing to restore.")
    def restore(self) -> StreakRestoreOffer | None:
        until = self.now.can_restore_until
        if until is None:
            return None
        return StreakRestoreOffer(length=self.now.lost, until=until, price=self._price(self.now.restore_price))

    @strawberry.field(description="The next reward on the way; null when there is none any more.")
    def next_reward(self) -> StreakReward | None:
        if self.now.next_reward is None:
            return None
        at, reward = self.now.next_reward
        return StreakReward(at=at, asset=asset(self.view.words, reward.earn), amount=BigInt(reward.amount))

    def _price(self, price: Price | None) -> Prize | None:
        return prize(self.view.words, price.asset, price.amount) if price else None


def streak_of(view: View, name: str) -> Streak | None:
    """A streak as it stands for the member; None when the programme has no such streak."""
    streak = view.programme.streaks.get(name)
    if streak is None:
        return None
    state = view.state.streak(name, streak) or first_state(streak, day_of(view.now, view.state.tz, day_starts(streak)))
    now = standing(streak, state, view.now, view.state.tz)
    return Streak(
        view=view,
        model=streak,
        now=now,
        id=strawberry.ID(name),
        name=view.words.text(streak.name),
        length=now.length,
        best=now.state.best,
        period=streak.per,
        due_at=now.due_at,
        alive_until=now.alive_until,
        paused_until=now.paused_until,
        can_restore_until=now.can_restore_until,
    )
