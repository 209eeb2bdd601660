"""Partner keys: make, list, revoke."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from app.engine.once import Answer, Request, once
from app.errors import Refusal
from app.identity import store
from app.identity.documents import PartnerKey as StoredKey
from app.identity.errors import UnknownPartnerKey
from app.identity.partners import PartnerKeyText
from app.storage.client import Session
from graphql_schema.errors import UserError, user_error
from graphql_schema.staff.context import StaffContext, StaffInfo
from graphql_schema.staff.roles import Allowed

OnePartner = Annotated[str | None, strawberry.argument(description="Only this partner's.")]


@strawberry.type(description="A key with which a partner's systems sign in. Its secret is not kept.")
class PartnerKey:
    """A key of a partner."""

    id: strawberry.ID = strawberry.field(description="The public part of the key.")
    partner_id: str = strawberry.field(description="The partner's id, as in `partner:<id>`.")
    partner_name: str = strawberry.field(description="The partner's name.")
    created_at: datetime = strawberry.field(description="When it was made.")
    created_by: str = strawberry.field(description="Who made it.")
    revoked_at: datetime | None = strawberry.field(description="Since when it is refused; null while it is valid.")
    last_used_at: datetime | None = strawberry.field(description="When it was used last, to the hour.")


@strawberry.input(description="A partner who needs a key.")
class CreatePartnerKeyInput:
    """A partner who needs a key."""

    idempotency_key: UUID = strawberry.field(description="New for each key; the same when it is sent again.")
    partner_id: str = strawberry.field(description="1 to 40 lower-case letters, digits and hyphens.")
    partner_name: str = strawberry.field(description="1 to 100 characters.")


AskedToCreate = Annotated[CreatePartnerKeyInput, strawberry.argument(name="input", description="Whose key to make.")]


@strawberry.input(description="A key that shall be refused from now on.")
class RevokePartnerKeyInput:
    """A key to refuse from now on."""

    idempotency_key: UUID = strawberry.field(description="New for each revocation; the same when it is sent again.")
    id: strawberry.ID = strawberry.field(description="The key's id.")


AskedToRevoke = Annotated[RevokePartnerKeyInput, strawberry.argument(name="input", description="Which key to revoke.")]


@strawberry.type(description="A new key.")
class CreatePartnerKeyPayload:
    """A new key."""

    key: str | None = strawberry.field(
        description=(
            "The text of the key: hand it to the partner now, it is shown only this once. "
            "Null when it was refused, and when a request is repeated: then revoke the key and make another."
        )
    )
    partner_key: PartnerKey | None = strawberry.field(description="What is kept of it; null when it was refused.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it was made.")


@strawberry.type(description="A revoked key.")
class RevokePartnerKeyPayload:
    """A revoked key."""

    partner_key: PartnerKey | None = strawberry.field(description="The key; null when it was refused.")
    user_errors: list[UserError] = strawberry.field(description="Why it was refused; empty when it is revoked.")


@strawberry.type
class PartnerKeyQueries:
    """Looking at keys."""

    @strawberry.field(description="All keys, the newest first, revoked ones too.", extensions=[Allowed()])
    async def partner_keys(self, partner_id: OnePartner = None) -> list[PartnerKey]:
        return [_shown(key) for key in await store.list_keys(partner_id)]


@strawberry.type
class PartnerKeyMutations:
    """Making and revoking keys."""

    @strawberry.mutation(description="Make a key for a partner.", extensions=[Allowed()])
    async def create_partner_key(self, info: StaffInfo, asked: AskedToCreate) -> CreatePartnerKeyPayload:
        try:
            key_id, text = await _created(info.context, asked)
        except Refusal as refusal:
            return CreatePartnerKeyPayload(key=None, partner_key=None, user_errors=[user_error(refusal)])
        return CreatePartnerKeyPayload(key=text, partner_key=await _read(key_id), user_errors=[])

    @strawberry.mutation(
        description="Refuse a key from the next request on. Revoking it again changes nothing.", extensions=[Allowed()]
    )
    async def revoke_partner_key(self, info: StaffInfo, asked: AskedToRevoke) -> RevokePartnerKeyPayload:
        try:
            await _revoked(info.context, asked)
        except UnknownPartnerKey as refusal:
            return RevokePartnerKeyPayload(partner_key=None, user_errors=[user_error(refusal.about("id"))])
        except Refusal as refusal:
            return RevokePartnerKeyPayload(partner_key=None, user_errors=[user_error(refusal)])
        return RevokePartnerKeyPayload(partner_key=await _read(asked.id), user_errors=[])


async def _created(context: StaffContext, said: CreatePartnerKeyInput) -> tuple[str, str | None]:
    """The id of the key that the request made, and its text if that was just now."""
    now, author = context.backend.clock.now(), context.caller.subject
    made: PartnerKeyText | None = None

    async def work(session: Session) -> Answer:
        nonlocal made
        made = await store.create_key(said.partner_id, said.partner_name, author, now, session)
        return {"key": made.key_id}

    asked = {"mutation": "createPartnerKey", "partnerId": said.partner_id, "partnerName": said.partner_name}
    request = Request(author, str(said.idempotency_key), asked)
    answer = await once(context.backend.database, request, now, work)
    return answer["key"], made.text if made and made.key_id == answer["key"] else None


async def _revoked(context: StaffContext, said: RevokePartnerKeyInput) -> None:
    now = context.backend.clock.now()

    async def work(session: Session) -> Answer:
        await store.revoke_key(said.id, now, session)
        return {}

    asked = {"mutation": "revokePartnerKey", "id": said.id}
    request = Request(context.caller.subject, str(said.idempotency_key), asked)
    await once(context.backend.database, request, now, work)


async def _read(key_id: str) -> PartnerKey:
    key = await store.read_key(key_id)
    assert key is not None, "keys are never deleted"
    return _shown(key)


def _shown(key: StoredKey) -> PartnerKey:
    return PartnerKey(
        id=strawberry.ID(key.id),
        partner_id=key.partner_id,
        partner_name=key.partner_name,
        created_at=key.created_at,
        created_by=key.created_by,
        revoked_at=key.revoked_at,
        last_used_at=key.last_used_at,
    )
