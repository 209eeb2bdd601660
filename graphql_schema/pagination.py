"""Relay connections with cursors that name a place in the data, not a count: pages never shift."""

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from graphql import GraphQLError

from graphql_schema.ids import bad_input

T = TypeVar("T")
MOST = 100
LONGEST_NUMBER = 15
TIMED = re.compile(r"([0-9]{1,14})\.(.+)")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

First = Annotated[int, strawberry.argument(description=f"How many to return, 1 to {MOST}.")]
After = Annotated[str | None, strawberry.argument(description="The `endCursor` of the page before this one.")]


@strawberry.type(description="Where a page lies in the whole list.")
class PageInfo:
    """Where a page lies."""

    has_next_page: bool = strawberry.field(description="Whether more follows after `endCursor`.")
    has_previous_page: bool = strawberry.field(description="Whether this page was asked for with `after`.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first edge.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last edge: pass it as `after`.")


@strawberry.type(description="One item of a page.")
class Edge(Generic[T]):
    """One item of a page."""

    cursor: str = strawberry.field(description="Names the place of the item in the list.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The items with their cursors.")
    nodes: list[T] = strawberry.field(description="The items alone.")
    page_info: PageInfo = strawberry.field(description="Where this page lies.")


def wanted(first: int) -> int:
    """How many rows to read for a page of `first`: one more, to know whether more follows. Raises GraphQLError."""
    if not 1 <= first <= MOST:
        raise bad_input(f"first is from 1 to {MOST}, not {first}")
    return first + 1


def position(after: str | None) -> str | None:
    """The place that a cursor names. Raises GraphQLError when it is none of ours."""
    if after is None:
        return None
    try:
        kind, _, place = base64.urlsafe_b64decode(after.encode()).decode().partition(":")
    except (binascii.Error, ValueError):
        kind, place = "", ""
    if kind != "at" or not place:
        raise foreign_cursor()
    return place


def whole_position(after: str | None) -> int | None:
    """The place that a cursor names in a numbered list. Raises GraphQLError when it is none of ours."""
    place = position(after)
    if place is not None and not (place.isascii() and place.isdigit() and len(place) <= LONGEST_NUMBER):
        raise foreign_cursor()
    return None if place is None else int(place)


def timed_place(at: datetime, name: str) -> str:
    """The place of something in a list by time, and by id where times are equal."""
    return f"{(at - EPOCH) // timedelta(milliseconds=1)}.{name}"


def timed_position(after: str | None) -> tuple[datetime, str] | None:
    """The time and id that a cursor names in such a list. Raises GraphQLError when it is none of ours."""
    place = position(after)
    found = TIMED.fullmatch(place) if place else None
    if place is not None and found is None:
        raise foreign_cursor()
    return (EPOCH + timedelta(milliseconds=int(found[1])), found[2]) if found else None


def foreign_cursor() -> GraphQLError:
    """What to raise for a cursor that is none of ours."""
    return bad_input("after is a cursor from an earlier page")


def cursor(place: str) -> str:
    """The cursor that names a place."""
    return base64.urlsafe_b64encode(f"at:{place}".encode()).decode()


def page(
    rows: Sequence[Any], first: int, after: str | None, show: Callable[[Any], T], place: Callable[[Any], str]
) -> Connection[T]:
    """A page of at most `first` of the rows read with `wanted(first)`."""
    edges = [Edge(cursor=cursor(place(row)), node=show(row)) for row in rows[:first]]
    return Connection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=len(rows) > first,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )
