"""What is published of a mascot game: the same for every member."""

import strawberry

from app.programme import model
from app.programme.describe import mascot_term
from graphql_schema.member.assets import Asset, asset
from graphql_schema.member.stores import Circle
from graphql_schema.outcomes import Words
from graphql_schema.scalars import BigInt


@strawberry.type(description="A kind of mascot.")
class MascotKind:
    """A kind of mascot."""

    id: strawberry.ID = strawberry.field(description="The kind's id in its game.")
    name: str = strawberry.field(description="Its name.")
    weight: BigInt = strawberry.field(description="How often it appears: this, divided by the sum of all weights.")
    worth: BigInt = strawberry.field(description="What catching one scores.")


@strawberry.type(description="A mascot game as published, for no member in particular.")
class MascotTerms:
    """A mascot game as published."""

    id: strawberry.ID = strawberry.field(description="The game's id in the programme.")
    name: str = strawberry.field(description="Its name.")
    words: str = strawberry.field(description="What it pays, in words.")
    asset: Asset = strawberry.field(description="What it pays in.")
    kinds: list[MascotKind] = strawberry.field(description="The mascots that can appear.")
    appearances: int = strawberry.field(description="How many mascots appear in a round.")
    round_s: int = strawberry.field(description="How long a round lasts, in seconds.")
    visible_ms: int = strawberry.field(description="How long each mascot can be caught, in milliseconds.")
    hit_radius: int = strawberry.field(
        description="How far from its place a tap still catches a mascot, in thousandths of the playing field."
    )
    daily_cap: BigInt = strawberry.field(description="The most that it pays for the rounds of one day.")
    rounds_per_day: int | None = strawberry.field(description="How many rounds a day; null for any number.")
    places: list[Circle] = strawberry.field(description="Where a round can be started; empty for anywhere.")


def mascot_terms(words: Words, game_id: str, game: model.MascotGame) -> MascotTerms:
    """A mascot game as published."""
    return MascotTerms(
        id=strawberry.ID(game_id),
        name=words.text(game.name),
        words=words.put(mascot_term(game, words.programme)),
        asset=asset(words, game.asset),
        kinds=[
            MascotKind(
                id=strawberry.ID(kind.id),
                name=words.text(kind.name),
                weight=BigInt(kind.weight),
                worth=BigInt(kind.worth),
            )
            for kind in game.kinds
        ],
        appearances=game.appearances,
        round_s=game.round_s,
        visible_ms=game.visible_ms,
        hit_radius=game.hit_radius,
        daily_cap=BigInt(game.daily_cap),
        rounds_per_day=game.rounds_per_day,
        places=[
            Circle(latitude=fence.latitude, longitude=fence.longitude, radius_m=fence.radius_m)
            for fence in game.near or ()
        ],
    )
