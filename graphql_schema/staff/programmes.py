"""Programme versions: what was published, and what is wrong with a draft."""

import asyncio
from datetime import datetime
from typing import Annotated

import strawberry

from app.identity.callers import Role
from app.programme import mistakes as found
from app.programme import store
from app.programme.documents import ProgrammeVersion as StoredVersion
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary
from graphql_schema.ids import Node, global_id
from graphql_schema.pagination import After, Connection, First, page, wanted, whole_position
from graphql_schema.staff.context import StaffInfo
from graphql_schema.staff.roles import Allowed

Number = Annotated[int, strawberry.argument(description="The version's number.")]
Draft = Annotated[str, strawberry.argument(description="The programme's YAML text.")]


@strawberry.type(description="A published text, which never changes. The highest number is the programme in force.")
class ProgrammeVersion(Node):
    """A published text."""

    number: int = strawberry.field(description="From 1 without gaps.")
    text: str = strawberry.field(description="The YAML text, to the letter.")
    published_at: datetime = strawberry.field(description="When it was published.")
    published_by: str = strawberry.field(description="Who published it: the subject of somebody of the staff.")


@strawberry.type(description="One thing to mend in a programme's text.")
class Mistake:
    """One thing to mend."""

    line: int = strawberry.field(description="Counted from 1.")
    column: int = strawberry.field(description="Counted from 1.")
    path: str = strawberry.field(description="The place by name, such as `wheels.lucky.segments`.")
    message: str = strawberry.field(description="What is wrong and the way out, in words.")


@strawberry.type(description="What a check of a programme's text found.")
class ProgrammeCheck:
    """What a check found."""

    mistakes: list[Mistake] = strawberry.field(description="Everything to mend; empty when it can be published.")


@strawberry.type
class ProgrammeQueries:
    """Looking at programme versions."""

    @strawberry.field(description="What was published, the latest first.", extensions=[Allowed(Role.MARKETING)])
    async def programme_versions(
        self, info: StaffInfo, first: First = 20, after: After = None
    ) -> Connection[ProgrammeVersion]:
        database = info.context.backend.database
        rows = await store.versions(database, wanted(first), before=whole_position(after))
        return page(rows, first, after, shown_version, lambda version: str(version.id))

    @strawberry.field(
        description="The version with this number; null when there is none.", extensions=[Allowed(Role.MARKETING)]
    )
    async def programme_version(self, info: StaffInfo, number: Number) -> ProgrammeVersion | None:
        version = await store.version(info.context.backend.database, number)
        return shown_version(version) if version else None

    @strawberry.field(
        description="What is wrong with a text. Nothing is published.", extensions=[Allowed(Role.MARKETING)]
    )
    async def check_programme(self, text: Draft) -> ProgrammeCheck:
        try:
            await asyncio.to_thread(load, text, vocabulary())
        except ProgrammeMistakes as wrong:
            return ProgrammeCheck(mistakes=shown_mistakes(wrong))
        return ProgrammeCheck(mistakes=[])


def shown_version(version: StoredVersion) -> ProgrammeVersion:
    """A stored version as the API shows it."""
    return ProgrammeVersion(
        id=global_id("ProgrammeVersion", str(version.id)),
        number=version.id,
        text=version.text,
        published_at=version.published_at,
        published_by=version.published_by,
    )


def shown_mistakes(wrong: ProgrammeMistakes) -> list[Mistake]:
    """Mistakes as the API shows them."""
    return [_shown(mistake) for mistake in wrong.mistakes]


def _shown(mistake: found.Mistake) -> Mistake:
    return Mistake(line=mistake.line, column=mistake.column, path=mistake.path, message=mistake.message)
