"""What is published of badges: the same for every member. Secret ones are not published."""

from typing import Any

import strawberry

from app.programme import model
from app.programme.describe_badges import badge_term
from app.programme.values import Text
from graphql_schema.member.assets import Prize, prize
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="What can be earned of a badge: a level, or all of a badge without levels.")
class BadgeStepTerms:
    """What can be earned of a badge."""

    level: str | None = strawberry.field(description="The level's id; null for a badge without levels.")
    name: str = strawberry.field(description="The name of the level, or of the badge.")
    image: str | None = strawberry.field(description="The address of a picture.")
    target: BigInt = strawberry.field(
        description="What is to be reached: a number, or a sum in whole units, of the currency for money."
    )
    words: str = strawberry.field(description="What it takes, in words.")
    rewards: list[Prize] = strawberry.field(description="What it pays.")


@strawberry.type(description="A badge as published, for no member in particular.")
class BadgeTerms:
    """A badge as published."""

    texts: strawberry.Private[Words]
    model: strawberry.Private[model.Badge]
    id: strawberry.ID = strawberry.field(description="The badge's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    text: str | None = strawberry.field(description="What it is about.")
    image: str | None = strawberry.field(description="The address of a picture.")
    times: int = strawberry.field(description="How often it can be earned; its levels only once each.")
    keep_once_earned: bool = strawberry.field(description="Whether it stays when what had earned it is brought back.")

    @strawberry.field(description="What can be earned of it, the smallest first.")
    def steps(self) -> list[BadgeStepTerms]:
        return [BadgeStepTerms(**fields) for fields in step_fields(self.texts, self.model)]


def published(words: Words, badge_id: str, badge: model.Badge) -> dict[str, Any]:
    """The fields of `BadgeTerms`."""
    return {
        "texts": words,
        "model": badge,
        "id": strawberry.ID(badge_id),
        "name": words.text(badge.name),
        "text": words.text(badge.text) if badge.text else None,
        "image": badge.image,
        "times": badge.times,
        "keep_once_earned": badge.keep_once_earned,
    }


def badge_terms(words: Words) -> list[BadgeTerms]:
    """The badges that are no secret."""
    badges = words.programme.badges.items()
    return [BadgeTerms(**published(words, badge_id, badge)) for badge_id, badge in badges if not badge.secret]


def step_fields(words: Words, badge: model.Badge) -> list[dict[str, Any]]:
    """The fields of `BadgeStepTerms`, for each thing that can be earned."""
    if badge.target is not None:
        return [_step(words, badge, None, badge.name, badge.image, badge.target, badge.rewards)]
    return [
        _step(words, badge, level.id, level.name, level.image or badge.image, level.target, level.rewards)
        for level in badge.levels
    ]


def _step(
    words: Words,
    badge: model.Badge,
    level: str | None,
    name: Text,
    image: str | None,
    target: int,
    rewards: tuple[model.Reward, ...],
) -> dict[str, Any]:
    return {
        "level": level,
        "name": words.text(name),
        "image": image,
        "target": BigInt(target),
        "words": words.put(badge_term(badge, target, words.programme)),
        "rewards": [prize(words, reward.earn, reward.amount) for reward in rewards],
    }
