"""The programme, as far as a till needs it."""

import strawberry

from graphql_schema.partner.context import PartnerInfo, words_of


@strawberry.type(description="The programme that this server runs.")
class Programme:
    """The programme."""

    id: strawberry.ID = strawberry.field(description="Its id, from its text.")
    name: str = strawberry.field(description="Its name, in its default language.")
    currency: str = strawberry.field(description="The currency of all amounts, ISO 4217.")


@strawberry.type
class ProgrammeQueries:
    """The programme."""

    @strawberry.field(description="The programme in force.")
    def programme(self, info: PartnerInfo) -> Programme:
        programme = info.context.published.programme
        name = words_of(info.context).text(programme.name)
        return Programme(id=strawberry.ID(programme.programme), name=name, currency=programme.currency)
