"""The page docs/errors.md: every code that a request can be answered with, made of the refusals themselves."""

from pathlib import Path
from textwrap import fill

from strawberry.utils.str_converters import to_camel_case

from app.errors import Refusal
from app.programme.language import MistakenCondition, NotStored
from app.programme.refusals import NoProgrammePublished, UnknownExample
from graphql_schema.errors import Given, UserError
from graphql_schema.errors.facts import FACTS
from graphql_schema.errors.rooms import refusals_of_rooms, summary
from graphql_schema.member.refusals import REFUSALS as MEMBER
from graphql_schema.partner.refusals import REFUSALS as PARTNER
from graphql_schema.staff.refusals import REFUSALS as STAFF

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"

APIS: dict[str, Given] = {"member": MEMBER, "partner": PARTNER, "staff": STAFF}
"""What each mutation of each API can be refused for."""

ELSEWHERE: dict[type[Refusal], str] = {
    NoProgrammePublished: "any request, as an error of the request with status 503",
    UnknownExample: "the command line only",
    MistakenCondition: "the staff's query `churn`",
    NotStored: "the staff's query `churn`",
}
"""Where refusals come from that no mutation gives."""

HEAD = """\
# Error codes

<!-- Made by `magpie schema` of the refusals in app/ and of graphql_schema/*/refusals.py. Change those. -->

What a caller can cause is data: a mutation that is refused answers with status 200, has written nothing, and says why
in `userErrors`. So do the previews, with the codes of what they preview.

```graphql
userErrors { __typename code message field retryable ... on InsufficientBalanceError { asset balance asked } }
```

| field | what it is |
|---|---|
| `code` | what to switch on. More codes will come: show the `message` of one you don't know |
| `message` | what is wrong and the way out, for people, in the member's language |
| `field` | the path of the input field it is about, if it is about one |
| `retryable` | whether the very same request, with the same idempotency key, may succeed later |

Some have a type of their own, whose facts an app can show. A refusal is not kept under the idempotency key: once what
stood in the way is gone, the same key can be sent again.

## Refusals

"""

TAIL = """\
## Errors of the request

What is wrong with the request itself comes in GraphQL's own `errors`, as `extensions.code`, in place of data. The
status is what clients see that accept `application/graphql-response+json`.

| code | status | what it means | what to do |
|---|---|---|---|
| `BAD_REQUEST` | 400, 405, 406, 413, 414, 415 | no request that GraphQL over HTTP knows | mend the client |
| `GRAPHQL_PARSE_FAILED` | 400 | the document is no GraphQL | mend the document |
| `GRAPHQL_VALIDATION_FAILED` | 400 | the document does not fit the schema | mend the document, or update the app |
| `BAD_USER_INPUT` | 400 | the variables don't fit | mend the variables |
| `OPERATION_RESOLUTION_FAILURE` | 400 | it is not clear which operation to run, or it can't be run this way | name it |
| `LIMIT_EXCEEDED` | 400 | too deep, too long or too dear: `found` and `limit` tell | ask for less at once |
| `THROTTLED` | 429 | too much at once | wait for `retryAfterSeconds` |
| `UNAUTHENTICATED` | 401 | nobody is signed in, or the token has expired | sign in, and send the same request again |
| `FORBIDDEN` | 403 | signed in, but not allowed to do this | don't offer it |
| `PERSISTED_QUERY_NOT_FOUND` | 404 | no document has this id | send the text along |
| `PERSISTED_QUERY_NOT_SUPPORTED` | 400 | this server keeps no documents | send texts |
| `PERSISTED_DOCUMENTS_ONLY` | 403 | this server runs registered documents only | register it: `magpie documents add` |
| `NO_PROGRAMME_PUBLISHED` | 503 | the server has no programme yet | try again later |
| `UNAVAILABLE` | 503 | the database or the sign-in does not answer | send the same request again after `Retry-After` |
| `DEADLINE_EXCEEDED` | 503, 408 | it took too long | send the same request again: by its key it counts once |
| `INTERNAL` | 500 | a fault of ours, logged under `requestId` | send the same request again, once |

`me` answers somebody who has not joined with `NOT_JOINED`. The subscription `updates` adds two codes:

| code | what it means | what to do |
|---|---|---|
| `FOREIGN_CURSOR` | not a cursor of this member's updates | subscribe without one |
| `CURSOR_TOO_OLD` | more has happened since than is told again | read everything anew, and go on from `updatesCursor` |
"""


def write_errors_page(file: Path = PAGE) -> list[Path]:
    """Write the page, and return it. An installed package has no pages: there is nothing to write."""
    if not file.parent.is_dir():
        return []
    file.write_text(errors_page(), encoding="utf-8")
    return [file]


def stale_errors_page(file: Path = PAGE) -> list[Path]:
    """The page, if it is missing where pages are, or is not what `write_errors_page` would write."""
    current = file.is_file() and file.read_text(encoding="utf-8") == errors_page()
    return [] if current or not file.parent.is_dir() else [file]


def errors_page() -> str:
    """The page as it has to be now."""
    return HEAD + "\n".join(_entry(refusal) for refusal in refusals_of_rooms()) + "\n" + TAIL


def _entry(refusal: type[Refusal]) -> str:
    again = "retryable" if refusal.retryable else "not retryable"
    parts = [part for part in (_facts(refusal), again, _given_by(refusal)) if part]
    words = f"{summary(refusal)} *{refusal.remedy}*"
    return f"### `{refusal.code}`\n\n{_wrapped(words)}\n\n{_wrapped(' · '.join(parts))}\n"


def _facts(refusal: type[Refusal]) -> str:
    shown = FACTS.get(refusal)
    if shown is None:
        return ""
    common = {field.python_name for field in UserError.__strawberry_definition__.fields}  # type: ignore[attr-defined]
    own = [field.python_name for field in shown.__strawberry_definition__.fields if field.python_name not in common]
    return f"`{shown.__name__}` with {', '.join(f'`{to_camel_case(name)}`' for name in own)}"


def _given_by(refusal: type[Refusal]) -> str:
    if refusal in ELSEWHERE:
        return ELSEWHERE[refusal]
    given = {api: [name for name, refusals in of.items() if refusal in refusals] for api, of in APIS.items()}
    return "; ".join(f"{api}: {_named(names, APIS[api])}" for api, names in given.items() if names)


def _named(names: list[str], of: Given) -> str:
    return "every mutation" if len(names) == len(of) else ", ".join(f"`{name}`" for name in names)


def _wrapped(text: str) -> str:
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)
