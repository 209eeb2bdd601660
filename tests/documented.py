"""Holds what tests see to the page about error codes: a mutation gives no code that the page does not name for it."""

from typing import Any

from graphql import FieldNode, OperationDefinitionNode, OperationType, parse

from graphql_schema.errors_page import APIS


def check_documented(api: str, query: str, answer: dict[str, Any]) -> None:
    """Check the `userErrors` of every mutation in an answer of this API: `member`, `partner` or `staff`."""
    data = answer.get("data") or {}
    for shown, mutation in _mutations_in(query).items():
        documented = {refusal.code for refusal in APIS[api][mutation]}
        seen = {error["code"] for error in (data.get(shown) or {}).get("userErrors", []) if "code" in error}
        assert seen <= documented, f"docs/errors.md lacks {seen - documented} for {mutation}"


def _mutations_in(query: str) -> dict[str, str]:
    """The mutations of a document, by the name that the answer shows them under."""
    return {
        field.alias.value if field.alias else field.name.value: field.name.value
        for operation in parse(query).definitions
        if isinstance(operation, OperationDefinitionNode) and operation.operation is OperationType.MUTATION
        for field in operation.selection_set.selections
        if isinstance(field, FieldNode)
    }
