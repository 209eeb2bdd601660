"""The subscription `updates`: what changes for the member, as it happens."""

import contextlib
from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from app.members.refusals import NotJoined
from app.members.store import read_member
from app.updates.follow import follow
from app.updates.missed import Change
from app.updates.position import cursor_of, position_after, position_in
from graphql_schema.context import Info
from graphql_schema.member.context import member_of
from graphql_schema.member.inbox import message
from graphql_schema.member.update import (
    ActivityUpdate,
    BalanceUpdate,
    Kind,
    MessageUpdate,
    Update,
    UpdateKind,
    kinds_of,
)
from graphql_schema.outcomes import Words, outcomes_of
from graphql_schema.transactions import transaction

After = Annotated[
    str | None,
    strawberry.argument(
        description="The `cursor` of the last update that arrived, or the `updatesCursor` of what was read: all that "
        "has happened since comes first. Left out, it begins now."
    ),
]
Kinds = Annotated[
    list[UpdateKind] | None,
    strawberry.argument(description="Only updates of at least one of these kinds; left out, all of them."),
]


async def updates(info: Info, after: After = None, kinds: Kinds = None) -> AsyncGenerator[Update, None]:
    """The caller's updates. Raises NotJoined, ForeignCursor or CursorTooOld before the first one is waited for."""
    backend = info.context.backend
    member = await member_of(info.context)
    document = await read_member(backend.database, member)
    if document is None:
        raise NotJoined
    position = position_in(document) if after is None else position_after(after, document)
    words = Words(info.context.published.programme, document["language"])
    return _shown(follow(backend, member, position), member, words, set(kinds) if kinds else None)


async def _shown(
    changes: AsyncGenerator[Change, None], member: str, words: Words, kinds: set[Kind] | None
) -> AsyncGenerator[Update, None]:
    async with contextlib.aclosing(changes):
        async for change in changes:
            update = _update(change, cursor_of(member, change.position), words)
            if kinds is None or kinds.intersection(update.kinds):
                yield update


def _update(change: Change, cursor: str, words: Words) -> Update:
    if change.activity is not None:
        about = kinds_of(outcomes_of(change.activity, words))
        return ActivityUpdate(cursor=cursor, kinds=about, stored=change.activity)
    if change.message is not None:
        return MessageUpdate(cursor=cursor, kinds=[Kind.MESSAGE], message=message(change.message))
    assert change.transaction is not None, "a change is one of the three"
    return BalanceUpdate(cursor=cursor, kinds=[Kind.BALANCE], transaction=transaction(change.transaction))
