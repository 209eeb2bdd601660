"""Who of the staff did what."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import strawberry

from app.staff_log.documents import ActionOutcome as StoredOutcome
from app.staff_log.store import actions, read_action
from graphql_schema.enums import api_enum
from graphql_schema.ids import Node, global_id
from graphql_schema.pagination import After, Connection, First, page, timed_place, timed_position, wanted
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.roles import Allowed

By = Annotated[str | None, strawberry.argument(description="Only of this person, by the subject of their sign-in.")]

ActionOutcome: Any = api_enum(
    StoredOutcome,
    "What came of an action of the staff.",
    {
        StoredOutcome.UNDER_WAY: "It has not ended, or the server stopped in the middle of it: look at what it is "
        "about to see how far it came.",
        StoredOutcome.DONE: "It was done, now or when it was sent first.",
        StoredOutcome.REFUSED: "It was refused, and changed nothing.",
        StoredOutcome.FAILED: "A fault ended it: look at what it is about to see how far it came.",
    },
    name="ActionOutcome",
)


@strawberry.type(description="An id that an action was given or answered with.")
class ActionSubject:
    """An id that an action was given or answered with."""

    field: str = strawberry.field(description="The field of the input or of the payload, such as `memberId`.")
    id: strawberry.ID = strawberry.field(description="The id.")


@strawberry.type(description="One mutation that somebody of the staff sent. It holds no personal data of members.")
class StaffAction(Node):
    """One mutation that somebody of the staff sent."""

    at: datetime = strawberry.field(description="When it was sent.")
    by: str = strawberry.field(description="Who sent it: the subject of their sign-in.")
    name: str = strawberry.field(description="The name of the mutation, such as `adjustWallet`.")
    about: list[ActionSubject] = strawberry.field(description="The ids it was given, and those it answered with.")
    idempotency_key: str = strawberry.field(description="Its key: an action that was sent twice is here twice.")
    outcome: ActionOutcome = strawberry.field(description="What came of it.")
    codes: list[str] = strawberry.field(description="Why it was refused: codes of its `userErrors`, or `FORBIDDEN`.")
    ended_at: datetime | None = strawberry.field(description="When it ended; null while it is under way.")


@strawberry.type
class StaffLogQueries:
    """Reading the log."""

    @strawberry.field(
        description="Every mutation that the staff sent, the latest first, those that were refused too.",
        extensions=[Allowed()],
    )
    async def audit_log(
        self, info: StaffInfo, first: First = 20, after: After = None, by: By = None
    ) -> Connection[StaffAction]:
        rows = await actions(info.context.backend.database, wanted(first), by, timed_position(after))
        return page(rows, first, after, _shown, lambda row: timed_place(row["at"], row["_id"]))


async def find_action(context: StaffContext, stored_id: str) -> StaffAction | None:
    """The action with this id."""
    found = await read_action(context.backend.database, stored_id)
    return _shown(found) if found else None


def _shown(row: Mapping[str, Any]) -> StaffAction:
    return StaffAction(
        id=global_id("StaffAction", row["_id"]),
        at=row["at"],
        by=row["by"],
        name=row["mutation"],
        about=[ActionSubject(field=name, id=strawberry.ID(value)) for name, value in row["about"].items()],
        idempotency_key=row["key"],
        outcome=StoredOutcome(row["outcome"]),
        codes=row["codes"],
        ended_at=row["ended_at"],
    )
