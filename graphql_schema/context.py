"""What a resolver finds in `info.context`."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from strawberry.types import Info as StrawberryInfo

from app.engine.backend import Backend
from app.engine.state import MemberState
from app.identity.callers import MemberCaller, PartnerCaller, StaffCaller
from app.programme.programmes import Published
from graphql_schema.once import Once

Caller = TypeVar("Caller", MemberCaller, PartnerCaller, StaffCaller)


@dataclass(slots=True)
class Context(Generic[Caller]):
    """One request: who asks, and what has been read for it so far."""

    backend: Backend
    caller: Caller
    published: Published
    """The programme in force when the request began; the whole request is answered by it."""
    members: dict[str, Once[MemberState | None]] = field(default_factory=dict)
    """The members read so far, by id; None for one that is gone. A mutation clears it."""


Info = StrawberryInfo[Context[Any], None]
