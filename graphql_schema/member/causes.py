"""The causes as one member sees them."""

import strawberry

from graphql_schema.member.cause_terms import CauseGifts, CauseTerms, gifts_fields, published
from graphql_schema.member.view import View


@strawberry.type(description="A good cause, as it stands for this member now.")
class Cause(CauseTerms):
    """A cause, as it stands for this member now."""

    view: strawberry.Private[View]

    @strawberry.field(description="Whether the member's purchases share with it by their own choice.")
    def chosen(self) -> bool:
        return self.view.state.causes.chosen == self.id

    @strawberry.field(description="What this member has given to it, and what the brand gives for them.")
    def my_given(self) -> CauseGifts:
        return CauseGifts(**gifts_fields(self.texts, self.view.state.causes.given_to(self.id)))


def cause_of(view: View, cause_id: str) -> Cause | None:
    """A cause as it stands for the member; None when the programme has no such cause."""
    cause = view.programme.causes.get(cause_id)
    return Cause(view=view, **published(view.words, cause_id, cause)) if cause else None
