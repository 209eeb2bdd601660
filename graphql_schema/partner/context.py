"""What a resolver of the partner API works with."""

from strawberry.types import Info as StrawberryInfo

from app.engine.backend import Backend
from app.identity.callers import PartnerCaller
from graphql_schema.context import Context
from graphql_schema.outcomes import Words

PartnerInfo = StrawberryInfo[Context[PartnerCaller], None]


async def partner_context(backend: Backend, caller: PartnerCaller) -> Context[PartnerCaller]:
    """The context of one request. Raises NoProgrammePublished."""
    return Context(backend, caller, await backend.programmes.current())


def source_of(caller: PartnerCaller) -> str:
    """Who reports an activity: the partner whose key it was, never what the request says."""
    return f"partner:{caller.partner_id}"


def words_of(context: Context[PartnerCaller]) -> Words:
    """A till reads the programme's default language."""
    programme = context.published.programme
    return Words(programme, programme.languages[0])
