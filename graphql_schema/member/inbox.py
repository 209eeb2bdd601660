"""The inbox of one member."""

from datetime import datetime

import strawberry

from app.inbox.store import inbox_of, read_message, unread
from app.storage.client import Row
from graphql_schema.ids import Node, global_id
from graphql_schema.member.view import View
from graphql_schema.pagination import Connection, page, wanted, whole_position


@strawberry.type(description="A message that the member was sent, whatever else carried it.")
class Message(Node):
    """A message that the member was sent."""

    title: str = strawberry.field(description="What it is about, in the member's language when it was sent.")
    body: str = strawberry.field(description="What it says.")
    link: str | None = strawberry.field(description="Where it leads.")
    image: str | None = strawberry.field(description="The address of a picture.")
    at: datetime = strawberry.field(description="When it was sent.")
    read_at: datetime | None = strawberry.field(description="When the member first saw it in the inbox.")
    opened_at: datetime | None = strawberry.field(description="When the member first followed it.")


@strawberry.type(description="A page of the inbox.")
class MessageConnection(Connection[Message]):
    """A page of the inbox."""

    view: strawberry.Private[View]

    @strawberry.field(description="How many messages the member has not read, on all pages.")
    async def unread_count(self) -> int:
        return await unread(self.view.database, self.view.state.id)


async def inbox_page(view: View, first: int, after: str | None) -> MessageConnection:
    """A page of the member's messages, the latest first. Raises GraphQLError for a bad page size or cursor."""
    rows = await inbox_of(view.database, view.state.id, wanted(first), before=whole_position(after))
    found = page(rows, first, after, message, lambda row: str(row["number"]))
    return MessageConnection(edges=found.edges, nodes=found.nodes, page_info=found.page_info, view=view)


async def find_message(view: View, stored_id: str) -> Message | None:
    """The member's own message by its id."""
    found = await read_message(view.database, view.state.id, stored_id)
    return message(found) if found else None


def message(row: Row) -> Message:
    """A message as the API shows it; of which campaign it was is the brand's business."""
    return Message(
        id=global_id("Message", row["_id"]),
        title=row["title"],
        body=row["body"],
        link=row["link"],
        image=row["image"],
        at=row["at"],
        read_at=row["read_at"],
        opened_at=row["opened_at"],
    )
