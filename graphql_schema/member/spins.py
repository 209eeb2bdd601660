"""Spins, each with everything needed to compute it again."""

import re
from datetime import datetime
from enum import Enum

import strawberry

from app.storage.client import Row
from app.wheel.export import exported
from app.wheel.seeds import revealed_seed
from app.wheel.store import plays
from graphql_schema.ids import Node, global_id
from graphql_schema.member.assets import Prize, prize
from graphql_schema.member.view import View
from graphql_schema.pagination import Connection, foreign_cursor, page, position, wanted
from graphql_schema.scalars import BigInt

PLACE = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")


@strawberry.enum(description="What a spin cost.")
class PaidWith(Enum):
    """What a spin cost."""

    FREE = strawberry.enum_value("free", description="Nothing: it was a free one.")
    TOKEN = strawberry.enum_value("token", description="One of the wheel's token.")


@strawberry.type(description="A segment that took part in a draw.")
class DrawnSegment:
    """A segment that took part in a draw."""

    segment: str = strawberry.field(description="The segment's id.")
    weight: BigInt = strawberry.field(description="How many of the tickets it owned.")


@strawberry.type(description="One spin, with all it takes to compute it again: see `recipe` of `Fairness`.")
class Spin(Node):
    """One spin."""

    wheel: str = strawberry.field(description="The wheel's id in the programme.")
    at: datetime = strawberry.field(description="When the wheel was spun.")
    segment: str = strawberry.field(description="The id of the segment that was won.")
    label: str = strawberry.field(description="What stands on that segment.")
    prize: Prize | None = strawberry.field(description="What it paid; null for nothing.")
    paid_with: PaidWith = strawberry.field(description="What it cost.")
    server_seed_hash: str = strawberry.field(description="SHA-256 of the server seed, shown before the spin.")
    server_seed: str | None = strawberry.field(description="32 bytes in hexadecimal digits; null until revealed.")
    client_seed: str = strawberry.field(description="The member's own seed.")
    nonce: int = strawberry.field(description="How many spins were made under this server seed before.")
    cursor: int = strawberry.field(description="How many values were rejected before one was used.")
    ticket: BigInt = strawberry.field(description="The number that was drawn, from 0 to `total` - 1.")
    value: str = strawberry.field(description="The 64-bit value behind the ticket, in decimal digits.")
    total: BigInt = strawberry.field(description="The sum of the weights.")
    snapshot: list[DrawnSegment] = strawberry.field(description="The segments that could be won, in order.")
    revealed: bool = strawberry.field(description="Whether the server seed can be seen.")


def spin(play: Row, view: View) -> Spin:
    """A stored spin as the member sees it now."""
    current = view.state.wheel(play["wheel"]).seed_number
    facts = exported(play, revealed_seed(view.state.wheel_root, play["wheel"], play["seed_number"], current))
    won = play["prize"]
    return Spin(
        id=global_id("Spin", play["_id"]),
        wheel=facts["wheel"],
        at=play["at"],
        segment=facts["segment"],
        label=view.words.segment(play["wheel"], play["segment"]),
        prize=prize(view.words, won["asset"], won["amount"]) if won else None,
        paid_with=PaidWith(play["paid_with"]),
        server_seed_hash=facts["serverSeedHash"],
        server_seed=facts["serverSeed"],
        client_seed=facts["clientSeed"],
        nonce=facts["nonce"],
        cursor=facts["cursor"],
        ticket=BigInt(facts["ticket"]),
        value=facts["value"],
        total=BigInt(facts["total"]),
        snapshot=[DrawnSegment(segment=part["segment"], weight=part["weight"]) for part in facts["snapshot"]],
        revealed=facts["serverSeed"] is not None,
    )


async def spins_page(view: View, wheel: str, first: int, after: str | None) -> Connection[Spin]:
    """A page of the member's spins of a wheel, the latest first. Raises GraphQLError for a bad page size or cursor."""
    before = _read_place(position(after))
    rows = await plays(view.database, view.state.id, wheel, before=before, limit=wanted(first))
    return page(rows, first, after, lambda row: spin(row, view), _place)


def _place(play: Row) -> str:
    return f"{play['seed_number']}.{play['nonce']}"


def _read_place(place: str | None) -> tuple[int, int] | None:
    if place is None:
        return None
    found = PLACE.fullmatch(place)
    if found is None:
        raise foreign_cursor()
    return int(found[1]), int(found[2])
