"""How partners and staff name a member."""

import strawberry

from app.engine.backend import Backend
from app.members.aliases import code_alias, external_alias
from app.members.refusals import UnknownMember
from app.members.store import member_known_as
from graphql_schema.ids import stored_id


@strawberry.input(one_of=True, description="A member, by exactly one of these.")
class MemberReferenceInput:
    """Names one member."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(default=None, description="The member's global id.")
    code: strawberry.Maybe[str] = strawberry.field(
        default=None, description="The code that the app shows as a QR code."
    )
    external_id: strawberry.Maybe[str] = strawberry.field(
        default=None, description="The id in the brand's own systems, such as a customer number."
    )


async def member_behind(backend: Backend, reference: MemberReferenceInput) -> str:
    """The stored id of the member that is meant. Raises UnknownMember.

    An id is taken as it is: whether there is such a member shows when the member is read.
    """
    if reference.id:
        return stored_id("Member", reference.id.value)
    if reference.code:
        return await _known_as(backend, code_alias(reference.code.value), reference.code.value)
    assert reference.external_id is not None, "GraphQL lets exactly one through"
    return await _known_as(backend, external_alias(reference.external_id.value), reference.external_id.value)


async def _known_as(backend: Backend, alias: str, name: str) -> str:
    member = await member_known_as(backend.database, alias)
    if member is None:
        raise UnknownMember(name).about("member")
    return member
