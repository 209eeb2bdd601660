"""The devices of one member."""

from datetime import datetime
from typing import Any

import strawberry

from app.devices import store
from app.programme import model
from app.storage.client import Row
from graphql_schema.enums import api_enum
from graphql_schema.ids import Node, global_id
from graphql_schema.member.view import View

Platform: Any = api_enum(
    model.Platform,
    "What an app runs on.",
    {
        model.Platform.ANDROID: "Android.",
        model.Platform.IOS: "iOS and iPadOS.",
        model.Platform.WEB: "A browser.",
    },
    name="Platform",
)


@strawberry.type(description="An installation of the app that can be reached.")
class Device(Node):
    """An installation of the app that can be reached."""

    platform: Platform = strawberry.field(description="What it runs on.")
    app_version: str = strawberry.field(description="The version of the app.")
    language: str = strawberry.field(description="The language of the device.")
    zone: str = strawberry.field(description="The IANA time zone of the device.")
    registered_at: datetime = strawberry.field(description="Since when the member has it.")
    last_seen_at: datetime = strawberry.field(description="When the app was registered last.")


async def devices_of(view: View) -> list[Device]:
    """The member's devices, the one seen last first."""
    return [_device(row) for row in await store.devices_of(view.database, view.state.id)]


async def find_device(view: View, stored_id: str) -> Device | None:
    """The member's own device by its id."""
    found = await store.read_device(view.database, stored_id)
    return _device(found) if found and found["member"] == view.state.id else None


def _device(row: Row) -> Device:
    return Device(
        id=global_id("Device", row["_id"]),
        platform=model.Platform(row["platform"]),
        app_version=row["app_version"],
        language=row["language"],
        zone=row["zone"],
        registered_at=row["registered_at"],
        last_seen_at=row["last_seen_at"],
    )
