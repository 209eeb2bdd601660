"""The staff log: every mutation of the staff API leaves a row, whatever comes of it."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types.base import StrawberryOptional
from strawberry.utils.str_converters import to_camel_case

from app.identity.errors import Forbidden
from app.staff_log.documents import ActionOutcome
from app.staff_log.store import begin, end
from graphql_schema.staff.context import StaffInfo

Operation = TypeVar("Operation", bound=type)


class Logged(FieldExtension):
    """Notes that a mutation is about to run, and then what came of it: so nothing that was done is ever missing.

    What the caller was not allowed to do is noted too. Where the server stops in between, the row stays under way.
    """

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: StaffInfo, **arguments: Any
    ) -> Any:
        """Note, resolve, note."""
        context, asked = info.context, arguments["asked"]
        database, clock = context.backend.database, context.backend.clock
        action = await begin(
            database,
            context.caller.subject,
            info.field_name,
            ids_asked_with(asked),
            str(asked.idempotency_key),
            clock.now(),
        )
        try:
            payload = await next_(source, info, **arguments)
        except Forbidden:
            await end(database, action, ActionOutcome.REFUSED, clock.now(), ["FORBIDDEN"])
            raise
        except Exception:
            await end(database, action, ActionOutcome.FAILED, clock.now())
            raise
        codes = [error.code.value for error in payload.user_errors]
        outcome = ActionOutcome.REFUSED if codes else ActionOutcome.DONE
        await end(database, action, outcome, clock.now(), codes, ids_answered_with(payload))
        return payload


def logged(operation: Operation) -> Operation:
    """Has every field of a type of mutations leave a row, also those that are added to it later."""
    definition: Any = operation.__strawberry_definition__  # type: ignore[attr-defined]
    for field in definition.fields:
        field.extensions = [*field.extensions, Logged()]  # the last one runs first
    return operation


def ids_asked_with(asked: Any) -> dict[str, str]:
    """The ids in an input, by their fields; nothing else of it, which may be long or personal."""
    definition: Any = asked.__strawberry_definition__
    given = {field.python_name: getattr(asked, field.python_name) for field in definition.fields if _is_id(field.type)}
    return {to_camel_case(name): str(value) for name, value in given.items() if value is not None}


def ids_answered_with(payload: Any) -> dict[str, str]:
    """The ids of what a payload holds."""
    return {to_camel_case(name): str(thing.id) for name, thing in vars(payload).items() if hasattr(thing, "id")}


def _is_id(kind: Any) -> bool:
    return (kind.of_type if isinstance(kind, StrawberryOptional) else kind) is strawberry.ID
