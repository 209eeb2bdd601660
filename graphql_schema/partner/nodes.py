"""`node(id)`: a partner's own activities."""

from typing import Annotated

import strawberry

from app.engine.store import read_activity
from graphql_schema.activities import activity
from graphql_schema.ids import Node, parse_global_id
from graphql_schema.partner.context import PartnerInfo, source_of, words_of

GlobalId = Annotated[strawberry.ID, strawberry.argument(description="A global id.")]


@strawberry.type
class NodeQueries:
    """Fetching again."""

    @strawberry.field(description="An activity that you recorded, by its global id; null for anything else.")
    async def node(self, info: PartnerInfo, id: GlobalId) -> Node | None:  # noqa: A002
        type_name, stored_id = parse_global_id(id) or ("", "")
        if type_name != "Activity":
            return None
        found = await read_activity(info.context.backend.database, stored_id)
        if found is None or found["source"] != source_of(info.context.caller):
            return None
        return activity(found, words_of(info.context))
