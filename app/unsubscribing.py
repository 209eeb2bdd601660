"""Unsubscribing by the link in a letter: one click in the mail program (RFC 8058), or the button of a page."""

from collections.abc import Awaitable, Callable
from html import escape
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.email.unsubscribe import Unsubscribing, read_unsubscribe_token
from app.engine.activities import ConsentChange
from app.engine.backend import Backend
from app.engine.record import record
from app.members.consents import ConsentsState, Purpose
from app.members.refusals import UnknownMember
from app.members.store import read_member
from app.storage.client import Row
from app.words import Said, say
from app.words.catalogue import SOURCE as ENGLISH
from app.words.catalogue import nearest_shipped

SOURCE = "email"
"""Where the no comes from, as the member's history shows it."""
TEXT_VERSION = "unsubscribe-link"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<h1>{title}</h1>
<p>{text}</p>
{button}
</html>
"""
BUTTON = '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>{}</button></form>'


def unsubscribing(backend: Backend, secret: bytes) -> Callable[[Request], Awaitable[Response]]:
    """A page with one button to GET, which changes nothing: programs that check links do that. What POSTs means it.

    404 for a link that we did not sign. Whoever was erased has nothing to stop, and is told that it is done.
    """

    async def answered(request: Request) -> Response:
        asked = read_unsubscribe_token(secret, request.path_params["token"])
        if asked is None or asked.purpose not in {purpose.value for purpose in Purpose}:
            text = say("This link is not complete. Please use the one in the letter as it is.")
            return _page(ENGLISH, say("Unsubscribe"), text, status=404)
        member = await read_member(backend.database, asked.member)
        language = nearest_shipped(member["language"]) if member else ENGLISH
        if request.method != "POST":
            text = say("Do you want no more of these messages?")
            return _page(language, say("Unsubscribe"), text, button=say("Send me no more"))
        if member is not None:
            await _refuse(backend, member, asked)
        return _page(language, say("You are unsubscribed"), say("You get no more of these messages."))

    return answered


async def _refuse(backend: Backend, member: Row, asked: Unsubscribing) -> None:
    """Record the no, unless it stands already. Each has a key of its own: after a new yes, the link works again."""
    purpose = Purpose(asked.purpose)
    if ConsentsState.from_document(member.get("consents", {})).refuses(purpose):
        return
    said = ConsentChange(purpose=purpose, granted=False, text_version=TEXT_VERSION)
    try:
        await record(backend, asked.member, said, str(uuid4()), SOURCE)
    except UnknownMember:
        return  # erased at this very moment


def _page(language: str, title: Said, text: Said, *, button: Said | None = None, status: int = 200) -> Response:
    page = PAGE.format(
        language=language,
        title=escape(title.in_language(language)),
        text=escape(text.in_language(language)),
        button=BUTTON.format(escape(button.in_language(language))) if button else "",
    )
    return HTMLResponse(page, status, HEADERS)
