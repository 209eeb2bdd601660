"""Running an operation on graphql-core, the way Strawberry runs it.

The same executor class, the same awaitable check and the same extra arguments as `strawberry.Schema.execute`
(strawberry/schema/schema.py). What differs: documents arrive parsed and validated, and a request whose variables don't
fit is told apart from an operation that ran and failed. Schema extensions are Strawberry's hooks around its own
execution: they would not run here, so a schema that has some is refused.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, Protocol, TypeGuard, cast

import strawberry
from graphql import ExecutionResult, GraphQLError
from graphql.execution import Executor as GraphQLExecutor
from graphql.execution import create_source_event_stream
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


class SourceFailed(Exception):
    """The resolver of a subscription gave errors in place of events."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


class Events:
    """The events of a subscription, and how each becomes a result. Close it when done (`contextlib.aclosing`)."""

    def __init__(self, executor: GraphQLExecutor[Any], source: AsyncIterator[Any]) -> None:
        self._executor = executor
        self._source = source

    def __aiter__(self) -> AsyncIterator[Any]:
        return self._source

    async def result_of(self, event: Any, context: Any) -> ExecutionResult:
        """Run the operation for one event, in a context of its own; failures of resolvers are in the result."""
        executor = self._executor.build_per_event_executor(event)
        executor.context_value = context
        return await _run(executor)

    async def aclose(self) -> None:
        """Let go of the source."""
        close = getattr(self._source, "aclose", None)
        if close is not None:
            await close()


class Executor(Protocol):
    """Something that runs operations."""

    async def __call__(self, work: Work) -> ExecutionResult:
        """Run it. Raises Rejected when the variables don't fit; failures of resolvers are in the result."""
        ...

    async def subscribe(self, work: Work) -> Events:
        """Ask for the events of a subscription. Raises Rejected when the variables don't fit, or SourceFailed."""
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
        return await _run(self._built(work))

    async def subscribe(self, work: Work) -> Events:
        executor = self._built(work)
        found = create_source_event_stream(executor)
        source = await found if isawaitable(found) else found
        if isinstance(source, ExecutionResult):
            raise SourceFailed(source.errors or [])
        return Events(executor, aiter(source))

    def _built(self, work: Work) -> GraphQLExecutor[Any]:
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
        return executor


async def _run(executor: GraphQLExecutor[Any]) -> ExecutionResult:
    result = executor.execute_operation()
    return cast(ExecutionResult, await result if isawaitable(result) else result)
