"""A refusal as the API shows it."""

from app.errors import Refusal
from app.words.catalogue import SOURCE
from graphql_schema.errors.facts import FACTS
from graphql_schema.errors.interface import PlainUserError, UserError, UserErrorCode


def user_error(refusal: Refusal, language: str = SOURCE, within: tuple[str, ...] = ("input",)) -> UserError:
    """A refusal as the API shows it. `within` is the argument that holds the refusal's field; none for a query's."""
    shown = FACTS.get(type(refusal), PlainUserError)
    own = set(shown.__annotations__)
    error: UserError = shown(
        message=refusal.said.in_language(language),
        field=[*within, *refusal.field] if refusal.field else None,
        code=UserErrorCode(refusal.code),
        retryable=refusal.retryable,
        **{name: value for name, value in refusal.facts.items() if name in own},
    )
    return error
