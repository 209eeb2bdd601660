"""From a GraphQL request to its answer, whatever carries the two: find the document, price it, charge it, run it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import OperationType

from graphql_schema.http.charging import LEAST_COST, Charging
from graphql_schema.http.documents import Document, Documents, Operation
from graphql_schema.http.errors import OPERATION_RESOLUTION_FAILURE, Rejected, malformed, refused
from graphql_schema.http.execution import Executor, Work
from graphql_schema.http.masking import shown
from graphql_schema.http.persisted import PersistedDocuments
from graphql_schema.http.requests import GraphQLRequest


@dataclass(frozen=True, slots=True)
class Chosen:
    """The operation that a request is about."""

    document: Document
    operation: Operation

    @property
    def is_subscription(self) -> bool:
        """Whether there may be many answers."""
        return self.operation.kind is OperationType.SUBSCRIPTION


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: the data, the errors of resolvers in words that are safe to show, and what it cost."""

    data: Mapping[str, Any] | None
    errors: list[dict[str, Any]]
    extensions: dict[str, Any]

    @property
    def payload(self) -> dict[str, Any]:
        """The answer as JSON has it, without `errors` where there are none."""
        shown = {"data": self.data, "extensions": self.extensions}
        return {"errors": self.errors, **shown} if self.errors else shown


class Answerer:
    """Answers the requests for one schema."""

    def __init__(
        self, documents: Documents, persisted: PersistedDocuments, charging: Charging, execute: Executor
    ) -> None:
        self._documents = documents
        self._persisted = persisted
        self._charging = charging
        self._execute = execute

    async def choose(self, request: GraphQLRequest, caller: str) -> Chosen:
        """The operation to run. Raises Rejected when there is no valid one, or the caller has nothing left to spend."""
        self._charging.look(caller)
        found = await self._persisted.find(request)
        try:
            document = self._documents.read(found.text)
        except Rejected:
            self._charging.fine(caller)
            raise
        if found.register_as is not None:
            await self._persisted.register(found.register_as, found.text)
        return Chosen(document, document.operation(request.operation_name))

    async def answer(
        self, request: GraphQLRequest, chosen: Chosen, *, context: Any, caller: str, request_id: str
    ) -> Answer:
        """Charge the caller and run the operation. Raises Rejected when it is too dear or its variables don't fit."""
        price = self._charging.price(chosen.operation, request.variables)
        extensions = self._charging.charge(caller, price, paid=LEAST_COST)
        work = Work(chosen.document, chosen.operation, request.variables, request.extensions, context)
        try:
            result = await self._execute(work)
        except Rejected as rejected:
            rejected.facts.update(extensions)
            raise
        return Answer(result.data, shown(result.errors or [], request_id), extensions)


def require_runnable(chosen: Chosen, *, read_only: bool, streaming: bool) -> None:
    """Raise Rejected for a mutation that may only read (405), and for a subscription that can't be answered again."""
    if chosen.is_subscription and not streaming:
        raise refused(
            OPERATION_RESOLUTION_FAILURE,
            "Subscriptions are not served over plain HTTP requests: accept text/event-stream, or use a WebSocket",
        )
    if read_only and chosen.operation.kind is OperationType.MUTATION:
        raise malformed("A mutation needs a POST request", 405, Allow="POST")
