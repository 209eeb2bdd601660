"""What a request of the member API starts from, and who the caller is as a member."""

from app.engine.backend import Backend
from app.identity.callers import MemberCaller
from app.members.aliases import login_alias
from app.members.refusals import NotJoined
from app.members.store import member_known_as
from graphql_schema.context import Context


async def member_context(backend: Backend, caller: MemberCaller) -> Context[MemberCaller]:
    """The context of a request. Nothing is read about the member yet. Raises NoProgrammePublished."""
    return Context(backend, caller, await backend.programmes.current())


def alias_of(caller: MemberCaller) -> str:
    """The alias that the caller is known by once they have joined."""
    return login_alias(caller.issuer, caller.subject)


async def find_member(context: Context[MemberCaller]) -> str | None:
    """The caller's member id, as far as this process knows; None before they have joined."""
    return await context.backend.known.find(context.backend.database, alias_of(context.caller))


async def member_of(context: Context[MemberCaller]) -> str:
    """The caller's member id, for a change: they may have been erased and have joined anew. Raises NotJoined."""
    member = await member_known_as(context.backend.database, alias_of(context.caller))
    if member is None:
        raise NotJoined
    return member
