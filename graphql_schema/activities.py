"""Activities as the APIs show them, with what they led to and why."""

from collections.abc import Callable
from datetime import datetime

import strawberry

from app.engine.store import history
from app.storage.client import Database
from graphql_schema.ids import Node, global_id
from graphql_schema.outcomes import Outcome, Reason, Stored, Words, outcomes_of, reasons_of
from graphql_schema.pagination import Connection, page, wanted, whole_position
from graphql_schema.scalars import BigInt


@strawberry.type(description="Something that was said about an activity.")
class ActivityField:
    """Something that was said about an activity."""

    name: str = strawberry.field(description="The field's name in the programme.")
    value: str = strawberry.field(description="Its value, written as a text.")


@strawberry.type(description="A line of a receipt.")
class Item:
    """A line of a receipt."""

    category: str = strawberry.field(description="What kind of goods it is, by the partner's own name.")
    price_minor_units: BigInt = strawberry.field(description="What one piece cost, in minor units of the currency.")
    quantity: int = strawberry.field(description="How many pieces.")
    sku: str | None = strawberry.field(description="The article's number.")
    name: str | None = strawberry.field(description="The article's name.")


@strawberry.type(description="Something a member did, and everything it led to. Never changed once recorded.")
class Activity(Node):
    """Something a member did."""

    kind: str = strawberry.field(
        description="What was done, such as `purchase`, `return`, `visit`, `spin` or `round_finish`."
    )
    at: datetime = strawberry.field(description="When it happened.")
    recorded_at: datetime = strawberry.field(description="When it was recorded.")
    source: str = strawberry.field(description="Who reported it, such as `app` or `partner:<id>`.")
    reference: str | None = strawberry.field(description="The partner's reference, such as a receipt number.")
    items: list[Item] = strawberry.field(description="What was bought, as far as the partner told it.")
    fields: list[ActivityField] = strawberry.field(description="What was said about it beside that.")
    programme_version: int = strawberry.field(description="The version of the programme it was decided under.")
    outcomes: list[Outcome] = strawberry.field(description="What it led to.")
    reasons: list[Reason] = strawberry.field(description="Why the other rules for its kind did not apply.")


def activity(stored: Stored, words: Words) -> Activity:
    """A stored activity as the API shows it."""
    return Activity(
        id=global_id("Activity", stored["_id"]),
        kind=stored["kind"],
        at=stored["at"],
        recorded_at=stored["recorded_at"],
        source=stored["source"],
        reference=stored["said"].get("reference"),
        items=[_item(item) for item in stored["said"].get("items", [])],
        fields=[ActivityField(name=name, value=value) for name, value in stored["said"].get("fields", {}).items()],
        programme_version=stored["programme_version"],
        outcomes=outcomes_of(stored, words),
        reasons=reasons_of(stored, words),
    )


def _item(stored: Stored) -> Item:
    return Item(
        category=stored["category"],
        price_minor_units=BigInt(stored["price"]),
        quantity=stored["quantity"],
        sku=stored.get("sku"),
        name=stored.get("name"),
    )


async def history_page(
    database: Database,
    member: str,
    words: Words,
    first: int,
    after: str | None,
    show: Callable[[Stored, Words], Activity] = activity,
) -> Connection[Activity]:
    """A page of a member's activities, the latest first. Raises GraphQLError for a bad page size or cursor."""
    rows = await history(database, member, wanted(first), before=whole_position(after))
    return page(rows, first, after, lambda row: show(row, words), lambda row: str(row["number"]))
