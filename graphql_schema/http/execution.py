"""Running an operation on graphql-core, the way Strawberry runs it.

The same executor class, the same awaitable check and the same extra arguments as `strawberry.Schema.execute`
(strawberry/schema/schema.py). What differs: documents arrive parsed and validated, and a request whose variables don't
fit is told apart from an operation that ran and failed. Schema extensions are Strawberry's hooks around its own
execution: they would not run here, so a schema that has some is refused.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, Protocol, TypeGuard, cast

import strawberry
from graphql import ExecutionResult
from strawberry.execution import optimized_is_awaitable

from graphql_schema.http.documents import Document, Operation
from graphql_schema.http.errors import BAD_USER_INPUT, Rejected, with_code

_is_awaitable = cast("Callable[[Any], TypeGuard[Awaitable[Any]]]", optimized_is_awaitable)


@dataclass(frozen=True, slots=True)
class Work:
    """One operation to run, with everything its resolvers may look at."""

    document: Document
    operation: Operation
    variables: dict[str, Any]
    extensions: dict[str, Any]
    context: Any


class Executor(Protocol):
    """Something that runs operations."""

    async def __call__(self, work: Work) -> ExecutionResult:
        """Run it. Raises Rejected when the variables don't fit; failures of resolvers are in the result."""
        ...


class CoreExecutor:
    """Runs operations on graphql-core's executor."""

    def __init__(self, schema: strawberry.Schema, *, hide_suggestions: bool) -> None:
        if schema.get_extensions():
            raise ValueError("Schema extensions and operation directives of Strawberry are not run by this endpoint")
        self._schema = schema._schema
        self._executor_class = schema.execution_context_class
        self._hide_suggestions = hide_suggestions

    async def __call__(self, work: Work) -> ExecutionResult:
        executor = self._executor_class.build(
            self._schema,
            work.document.node,
            context_value=work.context,
            raw_variable_values=work.variables,
            operation_name=work.operation.name,
            is_awaitable=_is_awaitable,
            hide_suggestions=self._hide_suggestions,
            operation_extensions=work.extensions,
        )
        if isinstance(executor, list):
            raise Rejected(400, [with_code(error, BAD_USER_INPUT) for error in executor], well_formed=True)
        result = executor.execute_operation()
        return cast(ExecutionResult, await result if isawaitable(result) else result)
