"""Whether the app that asks is to be updated."""

from typing import Annotated, Any

import strawberry

from app.programme import app_status as rules
from app.programme import model
from graphql_schema.context import Info
from graphql_schema.enums import api_enum
from graphql_schema.ids import bad_input
from graphql_schema.member.devices import Platform
from graphql_schema.member.view import find_view
from graphql_schema.outcomes import Words

AppStatusCode: Any = api_enum(
    rules.AppStatus,
    "Whether a version of the app is to be updated.",
    {
        rules.AppStatus.OK: "There is no newer one.",
        rules.AppStatus.UPDATE_AVAILABLE: "It works, and there is a newer one.",
        rules.AppStatus.UPDATE_REQUIRED: "It no longer works: the member has to update it.",
    },
    name="AppStatusCode",
)

On = Annotated[Platform, strawberry.argument(description="What the app runs on.")]
Version = Annotated[
    str,
    strawberry.argument(description="The version of the app that asks, such as `3.0.1`; a build behind it is fine."),
]
Language = Annotated[
    str | None,
    strawberry.argument(description="The language of the text, such as `uk`; the member's own when left out."),
]


@strawberry.type(description="How a version of the app stands.")
class AppStatus:
    """How a version of the app stands."""

    code: AppStatusCode = strawberry.field(description="Whether it is to be updated.")
    newest: str | None = strawberry.field(description="The newest version; null when the programme names none.")
    link: str | None = strawberry.field(description="Where the newest version is to be had, if it is named.")
    text: str | None = strawberry.field(description="What to tell the member; null when there is nothing to tell.")


async def app_status(info: Info, platform: On, version: Version, language: Language = None) -> AppStatus:
    """How a version stands, for members and for those who are none. Raises GraphQLError when it is no version."""
    programme = info.context.published.programme
    release = programme.app.on(platform)
    try:
        code = rules.status_of(release, version)
    except ValueError as wrong:
        raise bad_input(f"version {wrong}") from None
    if release is None:
        return AppStatus(code=code, newest=None, link=None, text=None)
    if language is None:
        view = await find_view(info.context)
        language = view.state.language if view else programme.languages[0]
    text = _text(Words(programme, language), code, release)
    return AppStatus(code=code, newest=release.newest, link=release.link, text=text)


def _text(words: Words, code: rules.AppStatus, release: model.AppRelease) -> str | None:
    said = rules.status_words(code, release)
    if said is None:
        return None
    return words.text(release.text) if release.text else said.in_language(words.language)
