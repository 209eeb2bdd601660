"""Activities as the APIs show them, with what they led to and why."""

from collections.abc import Callable
from datetime import datetime

import strawberry

from app.engine.store import history
from app.storage.client import Database
from graphql_schema.ids import Node, global_id
from graphql_schema.outcomes import Outcome, Reason, Stored, Words, outcomes_of, reasons_of
from graphql_schema.pagination import Connection, page, wanted, whole_position


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
        programme_version=stored["programme_version"],
        outcomes=outcomes_of(stored, words),
        reasons=reasons_of(stored),
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
