"""What members do with messages, in their app."""

from typing import Any

from api_world import World, key
from life import Life

AGREE = "mutation($input: SetConsentInput!) { setConsent(input: $input) { userErrors { code } } }"
REGISTER = "mutation($input: RegisterDeviceInput!) { registerDevice(input: $input) { userErrors { code } } }"
LOCATE = "mutation($input: ReportLocationInput!) { reportLocation(input: $input) { userErrors { code } } }"
OPEN = "mutation($input: OpenMessageInput!) { openMessage(input: $input) { message { openedAt } userErrors { code } } }"
INBOX = "{ me { inbox(first: 20) { unreadCount nodes { id title body link openedAt } } } }"
WAYS = ("push", "email", "sms")


async def joins(
    world: World, name: str, zone: str, currency: str, language: str = "en", ways: tuple[str, ...] = WAYS, **person: Any
) -> Life:
    """A member with an address and a number, and the app on a device called as they are, who agrees to these ways."""
    someone = Life(world, name, zone, currency)
    address = {"email": f"{name}@example.com", "phone": phone_of(name)}
    await someone.joins(**{"language": language, "name": name.title(), **address, **person})
    for way in ways:
        await agrees(someone, f"MARKETING_{way.upper()}")
    await opens_app(someone, language)
    return someone


def phone_of(name: str) -> str:
    """A number of their own for everybody."""
    return "+3161" + str(int.from_bytes(name.encode(), "big"))[-7:].zfill(7)


async def agrees(someone: Life, purpose: str, granted: bool = True) -> None:
    said = {"idempotencyKey": key(), "purpose": purpose, "granted": granted, "textVersion": "1"}
    assert (await someone.asks(AGREE, input=said))["setConsent"]["userErrors"] == []


async def opens_app(someone: Life, language: str = "en") -> None:
    """The app tells of its device whenever it is opened: one that was not seen for a month gets no pushes."""
    about = {"platform": "ANDROID", "appVersion": "1.0", "language": language, "zone": someone.zone}
    asked = {"idempotencyKey": key(), "target": {"token": someone.name}, **about}
    assert (await someone.asks(REGISTER, input=asked))["registerDevice"]["userErrors"] == []


async def is_at(someone: Life, latitude: float, longitude: float) -> None:
    asked = {"idempotencyKey": key(), "near": {"latitude": latitude, "longitude": longitude}}
    assert (await someone.asks(LOCATE, input=asked))["reportLocation"]["userErrors"] == []


async def inbox(someone: Life) -> list[Any]:
    """The member's messages, the latest first."""
    found: list[Any] = (await someone.asks(INBOX))["me"]["inbox"]["nodes"]
    return found


async def titles(someone: Life) -> list[str]:
    return [one["title"] for one in await inbox(someone)]


async def opens(someone: Life, message: str) -> None:
    """The member follows a message, from the inbox or from a push: each has its id."""
    done = (await someone.asks(OPEN, input={"idempotencyKey": key(), "messageId": message}))["openMessage"]
    assert done["userErrors"] == []
    assert done["message"]["openedAt"] is not None
