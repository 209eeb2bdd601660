"""Refusals as data: `userErrors` of a payload.

A code exists for every refusal a mutation can answer with. Refusals whose facts an app shows get a type of their own,
in the file of their room; all others are a `PlainUserError`.
"""

from graphql_schema.errors.facts import ERROR_TYPES
from graphql_schema.errors.interface import Given, PlainUserError, UserError, UserErrorCode
from graphql_schema.errors.showing import user_error

__all__ = ["ERROR_TYPES", "Given", "PlainUserError", "UserError", "UserErrorCode", "user_error"]
