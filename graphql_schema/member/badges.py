"""The badges as one member sees them: what they have, and how far they are."""

from datetime import datetime
from typing import Annotated

import strawberry

from app.badges.rules import next_target
from app.badges.tally import Tally
from app.engine.deeds import counting
from graphql_schema.member.badge_terms import BadgeStepTerms, BadgeTerms, published, step_fields
from graphql_schema.member.streaks import streak_of
from graphql_schema.member.view import View
from graphql_schema.scalars import BigInt

Earned = Annotated[
    bool | None,
    strawberry.argument(description="True for those that the member has, false for those not yet; all when left out."),
]


@strawberry.type(description="What can be earned of a badge, and whether the member has it.")
class BadgeStep(BadgeStepTerms):
    """What can be earned of a badge, and whether the member has it."""

    times: int = strawberry.field(description="How many times the member has it.")
    earned_at: datetime | None = strawberry.field(description="When the last time was; null before the first.")


@strawberry.type(description="How far a member is with a badge.")
class BadgeProgress:
    """How far a member is with a badge."""

    value: BigInt = strawberry.field(
        description="What is measured so far, up to what all of the badge takes; a sum in whole units, rounded down."
    )
    target: BigInt | None = strawberry.field(description="What is to be reached next; null when nothing is left.")
    missing: BigInt | None = strawberry.field(description="How much is missing to it.")
    collected: list[str] | None = strawberry.field(
        description="What was collected, such as the stores; null for a badge that does not collect."
    )


@strawberry.type(description="A badge, as it stands for this member now.")
class Badge(BadgeTerms):
    """A badge, as it stands for this member now."""

    view: strawberry.Private[View]
    tally: strawberry.Private[Tally]

    @strawberry.field(description="Whether the member has it, or a level of it.")
    def earned(self) -> bool:
        return self.id in self.view.state.badges.won

    @strawberry.field(description="The highest level that the member has; null for none, and without levels.")
    def level(self) -> BadgeStep | None:
        reached = [step for step in self.my_steps() if step.times and step.level is not None]
        return reached[-1] if reached else None

    @strawberry.field(description="What can be earned of it, the smallest first, and when the member did.")
    def my_steps(self) -> list[BadgeStep]:
        won = {one.level: one for one in self.view.state.badges.won.get(self.id, ())}
        return [
            BadgeStep(
                **fields,
                times=one.times if (one := won.get(fields["level"])) else 0,
                earned_at=one.at if one else None,
            )
            for fields in step_fields(self.texts, self.model)
        ]

    @strawberry.field(description="How far the member is.")
    def progress(self) -> BadgeProgress:
        count = counting(self.view.programme, self.view.state)
        parts, target = count.parts(self.model), next_target(count.steps(self.model), self.tally)
        value = self.tally.value if self.model.streak is None or target is None else self._run(self.model.streak)
        return BadgeProgress(
            value=BigInt(value // parts),
            target=None if target is None else BigInt(target // parts),
            missing=None if target is None else BigInt(-((value - target) // parts)),
            collected=list(self.tally.values) if self.model.different else None,
        )

    def _run(self, streak_id: str) -> int:
        """How long the run under way is: a longer one in the past is no way towards the next target."""
        streak = streak_of(self.view, streak_id)
        return streak.length if streak else 0


async def badges_of(view: View, earned: bool | None) -> list[Badge]:
    """The programme's badges as they stand for the member. Secret ones are there once the member has them."""
    won, tallies = view.state.badges.won, await view.tallies.get()
    return [
        Badge(view=view, tally=tallies[badge_id], **published(view.words, badge_id, badge))
        for badge_id, badge in view.programme.badges.items()
        if (not badge.secret or badge_id in won) and earned in (None, badge_id in won)
    ]
