"""Saying where the member's app can be reached, or no longer."""

from typing import Annotated
from uuid import UUID

import strawberry

from app.devices.installation import FID, TOKEN, Installation
from app.engine.devices import register, remove
from app.identity.callers import MemberCaller
from graphql_schema.context import Context, Info
from graphql_schema.ids import stored_id
from graphql_schema.member.beside import BesidePayload, done
from graphql_schema.member.context import member_of
from graphql_schema.member.devices import Device, Platform, find_device


@strawberry.input(one_of=True, description="Where the app can be reached, by exactly one of these.")
class DeviceTargetInput:
    """Where the app can be reached."""

    fid: strawberry.Maybe[str] = strawberry.field(default=None, description="The Firebase installation id.")
    token: strawberry.Maybe[str] = strawberry.field(
        default=None, description="The registration token, in apps that have no installation id to send to."
    )

    @property
    def named(self) -> tuple[str, str]:
        """Which of them it is, and its value."""
        if self.fid:
            return FID, self.fid.value
        assert self.token is not None, "GraphQL lets exactly one through"
        return TOKEN, self.token.value


@strawberry.input(description="Where the member's app can be reached.")
class RegisterDeviceInput:
    """Where the member's app can be reached."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    target: DeviceTargetInput = strawberry.field(description="Where to send to.")
    platform: Platform = strawberry.field(description="What the app runs on.")
    app_version: str = strawberry.field(
        description="The version of the app, such as `3.0.1`; a build behind it is fine."
    )
    language: str = strawberry.field(description="The language of the device, such as `en` or `uk`.")
    zone: str = strawberry.field(description="The IANA time zone of the device, such as `Europe/Amsterdam`.")


@strawberry.input(description="Which device to forget.")
class RemoveDeviceInput:
    """Which device to forget."""

    idempotency_key: UUID = strawberry.field(description="New for each request; the same when it is sent again.")
    device_id: strawberry.ID = strawberry.field(description="The device's global id.")


AskedToRegister = Annotated[
    RegisterDeviceInput, strawberry.argument(name="input", description="Where the app can be reached.")
]
AskedToRemove = Annotated[RemoveDeviceInput, strawberry.argument(name="input", description="Which device to forget.")]


@strawberry.type(description="What registering a device led to.")
class RegisterDevicePayload(BesidePayload):
    """What registering a device led to."""

    @strawberry.field(description="The device as it is now; null when it was refused, or has gone to somebody else.")
    async def device(self) -> Device | None:
        view, changed = await self.done.view(), self.done.changed
        return await find_device(view, changed) if view and changed else None


@strawberry.type(description="What removing a device led to.")
class RemoveDevicePayload(BesidePayload):
    """What removing a device led to."""


async def register_device(info: Info, asked: AskedToRegister) -> RegisterDevicePayload:
    """Register a device of the caller's."""
    return RegisterDevicePayload(done=await done(info.context, _register(info.context, asked)))


async def remove_device(info: Info, asked: AskedToRemove) -> RemoveDevicePayload:
    """Remove a device of the caller's."""
    return RemoveDevicePayload(done=await done(info.context, _remove(info.context, asked)))


async def _register(context: Context[MemberCaller], asked: RegisterDeviceInput) -> str:
    kind, value = asked.target.named
    installation = Installation(kind, value, asked.platform, asked.app_version, asked.language, asked.zone)
    return await register(context.backend, await member_of(context), installation, str(asked.idempotency_key))


async def _remove(context: Context[MemberCaller], asked: RemoveDeviceInput) -> str:
    device = stored_id("Device", asked.device_id)
    await remove(context.backend, await member_of(context), device, str(asked.idempotency_key))
    return device
