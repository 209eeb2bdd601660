"""`node(id)`: whatever of it the caller's roles let them see."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import strawberry

from app.engine.store import read_activity
from app.identity.callers import Role
from app.programme import store
from app.wallet.documents import member_of
from app.wallet.store import read_transaction
from graphql_schema.activities import activity
from graphql_schema.ids import Node, parse_global_id
from graphql_schema.staff.campaigns import find_campaign
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.deliveries import find_delivery
from graphql_schema.staff.member_vouchers import find_voucher
from graphql_schema.staff.members import find_member
from graphql_schema.staff.programmes import shown_version
from graphql_schema.staff.roles import Allowed
from graphql_schema.staff.rounds import find_round
from graphql_schema.staff.staff_log import find_action
from graphql_schema.transactions import transaction

GlobalId = Annotated[strawberry.ID, strawberry.argument(description="A global id.")]
LONGEST_NUMBER = 9


@strawberry.type
class NodeQueries:
    """Fetching again."""

    @strawberry.field(
        description=(
            "For marketing a programme version, a campaign or a delivery; for support and finance a member, an "
            "activity, a transaction or a voucher; for support a mascot round; for admins an action of the staff; "
            "null when there is none, or none for your roles."
        ),
        extensions=[Allowed(Role.MARKETING, Role.SUPPORT, Role.FINANCE)],
    )
    async def node(self, info: StaffInfo, id: GlobalId) -> Node | None:  # noqa: A002
        type_name, stored_id = parse_global_id(id) or ("", "")
        roles, find = FOUND_BY.get(type_name, ((), _nothing))
        return await find(info.context, stored_id) if info.context.caller.has(*roles) else None


async def _activity(context: StaffContext, stored_id: str) -> Node | None:
    found = await read_activity(context.backend.database, stored_id)
    return activity(found, context.words) if found else None


async def _transaction(context: StaffContext, stored_id: str) -> Node | None:
    found = await read_transaction(context.backend.database, member_of(stored_id), stored_id)
    return transaction(found) if found else None


async def _version(context: StaffContext, stored_id: str) -> Node | None:
    if not (stored_id.isascii() and stored_id.isdigit() and len(stored_id) <= LONGEST_NUMBER):
        return None
    found = await store.version(context.backend.database, int(stored_id))
    return shown_version(found) if found else None


async def _nothing(context: StaffContext, stored_id: str) -> Node | None:
    return None


FOUND_BY: dict[str, tuple[tuple[Role, ...], Callable[[StaffContext, str], Awaitable[Node | None]]]] = {
    "Activity": ((Role.SUPPORT, Role.FINANCE), _activity),
    "Campaign": ((Role.MARKETING,), find_campaign),
    "Delivery": ((Role.MARKETING,), find_delivery),
    "MascotRound": ((Role.SUPPORT,), find_round),
    "Member": ((Role.SUPPORT, Role.FINANCE), find_member),
    "ProgrammeVersion": ((Role.MARKETING,), _version),
    "StaffAction": ((), find_action),
    "Transaction": ((Role.SUPPORT, Role.FINANCE), _transaction),
    "Voucher": ((Role.SUPPORT, Role.FINANCE), find_voucher),
}
"""For each type of node, who may see it and how it is found."""
