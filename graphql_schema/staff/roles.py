"""Who may use a field of the staff API. Every field of its queries and mutations says so, with one `Allowed`."""

from collections.abc import Awaitable, Callable
from typing import Any

from strawberry.extensions import FieldExtension
from strawberry.types.field import StrawberryField

from app.identity.callers import Role
from graphql_schema.staff.context import StaffInfo


class Allowed(FieldExtension):
    """Lets the caller through who has one of the roles, or is an admin; only admins when none is named.

    Anybody else gets the GraphQL error FORBIDDEN, and the field's resolver never runs.
    """

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    def apply(self, field: StrawberryField) -> None:
        """Say in the schema who may use the field, once however many schemas are made of it."""
        whom = f"For {' and '.join((*self.roles, Role.ADMIN))}."
        if not (field.description or "").endswith(whom):
            field.description = f"{field.description} {whom}"

    def resolve(self, next_: Callable[..., Any], source: Any, info: StaffInfo, **arguments: Any) -> Any:
        """Check, then resolve."""
        info.context.caller.require(*self.roles)
        return next_(source, info, **arguments)

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: StaffInfo, **arguments: Any
    ) -> Any:
        """Check, then resolve."""
        info.context.caller.require(*self.roles)
        return await next_(source, info, **arguments)
