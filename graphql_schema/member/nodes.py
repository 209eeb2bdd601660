"""`node(id)`: anything of the caller's own, by its global id."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import strawberry

from app.engine.store import read_activity
from app.wallet.store import read_transaction
from app.wheel.store import play
from graphql_schema.context import Info
from graphql_schema.ids import Node, parse_global_id
from graphql_schema.member.activities import own_activity
from graphql_schema.member.devices import find_device
from graphql_schema.member.inbox import find_message
from graphql_schema.member.me import member
from graphql_schema.member.referral import find_invitation
from graphql_schema.member.rounds import find_round
from graphql_schema.member.spins import spin
from graphql_schema.member.view import View, find_view
from graphql_schema.member.vouchers import find_voucher
from graphql_schema.transactions import transaction

GlobalId = Annotated[strawberry.ID, strawberry.argument(name="id", description="The global id.")]


async def node(info: Info, global_id: GlobalId) -> Node | None:
    """What the id names; None when there is no such thing, or it is somebody else's."""
    parsed = parse_global_id(global_id)
    view = await find_view(info.context)
    if parsed is None or view is None:
        return None
    type_name, stored_id = parsed
    find = FIND.get(type_name)
    return await find(view, stored_id) if find else None


async def _member(view: View, stored_id: str) -> Node | None:
    return member(view) if stored_id == view.state.id else None


async def _activity(view: View, stored_id: str) -> Node | None:
    found = await read_activity(view.database, stored_id)
    return own_activity(found, view.words) if found and found["member"] == view.state.id else None


async def _transaction(view: View, stored_id: str) -> Node | None:
    found = await read_transaction(view.database, view.state.id, stored_id)
    return transaction(found) if found else None


async def _spin(view: View, stored_id: str) -> Node | None:
    found = await play(view.database, stored_id)
    return spin(found, view) if found and found["member"] == view.state.id else None


FIND: dict[str, Callable[[View, str], Awaitable[Node | None]]] = {
    "Activity": _activity,
    "Device": find_device,
    "Invitation": find_invitation,
    "MascotRound": find_round,
    "Member": _member,
    "Message": find_message,
    "Spin": _spin,
    "Transaction": _transaction,
    "Voucher": find_voucher,
}
"""How each type of node is found."""
