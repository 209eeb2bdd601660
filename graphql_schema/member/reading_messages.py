"""Saying that a message was seen, or followed."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine import inbox
from app.engine.backend import Backend
from app.identity.callers import MemberCaller
from graphql_schema.context import Context, Info
from graphql_schema.ids import stored_id
from graphql_schema.member.beside import BesidePayload, done
from graphql_schema.member.context import member_of
from graphql_schema.member.inbox import Message, find_message

KEY = "New for each request; the same when it is sent again."
MESSAGE_ID = "The message's global id, or the `message` that a push carries in its data."


@strawberry.input(description="Which message was seen.")
class ReadMessageInput:
    """Which message was seen."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    message_id: strawberry.ID = strawberry.field(description=MESSAGE_ID)


@strawberry.input(description="Which message was followed.")
class OpenMessageInput:
    """Which message was followed."""

    idempotency_key: UUID = strawberry.field(description=KEY)
    message_id: strawberry.ID = strawberry.field(description=MESSAGE_ID)


AskedToRead = Annotated[ReadMessageInput, strawberry.argument(name="input", description="Which message was seen.")]
AskedToOpen = Annotated[OpenMessageInput, strawberry.argument(name="input", description="Which message was followed.")]


@strawberry.type
class MessagePayload(BesidePayload):
    """What payloads about a message have."""

    @strawberry.field(description="The message after it; null when there is no such message.")
    async def message(self) -> Message | None:
        view, changed = await self.done.view(), self.done.changed
        return await find_message(view, changed) if view and changed else None


@strawberry.type(description="What reading a message led to.")
class ReadMessagePayload(MessagePayload):
    """What reading a message led to."""


@strawberry.type(description="What opening a message led to.")
class OpenMessagePayload(MessagePayload):
    """What opening a message led to."""


async def read_message(info: Info, asked: AskedToRead) -> ReadMessagePayload:
    """Note that the caller has seen a message."""
    return ReadMessagePayload(done=await done(info.context, _note(info.context, inbox.read_message, asked)))


async def open_message(info: Info, asked: AskedToOpen) -> OpenMessagePayload:
    """Note that the caller has followed a message."""
    return OpenMessagePayload(done=await done(info.context, _note(info.context, inbox.open_message, asked)))


Note = Callable[[Backend, str, str, str], Awaitable[str]]


async def _note(context: Context[MemberCaller], note: Note, asked: ReadMessageInput | OpenMessageInput) -> str:
    message, key = stored_id("Message", asked.message_id), str(asked.idempotency_key)
    return await note(context.backend, await member_of(context), message, key)
