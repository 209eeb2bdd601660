"""The vouchers of a member as the staff sees them: without their codes, which are the member's alone."""

from datetime import datetime

import strawberry

from app.offers.store import read_voucher, vouchers_of
from app.offers.voucher import Voucher as Kept
from app.offers.voucher import parse_voucher_id
from app.storage.client import Database
from graphql_schema.ids import Node, global_id
from graphql_schema.offers import OfferBenefit, VoucherStatus, offer_benefit, offer_name
from graphql_schema.outcomes import Words
from graphql_schema.pagination import Connection, page, wanted, whole_position
from graphql_schema.staff.context import StaffContext


@strawberry.type(description="A voucher of a member, as it stands now. Its code is the member's alone.")
class Voucher(Node):
    """A voucher of a member."""

    offer: strawberry.ID = strawberry.field(description="The id of its offer in the programme.")
    name: str = strawberry.field(description="The name of its offer.")
    status: VoucherStatus = strawberry.field(description="Where it stands.")
    benefit: OfferBenefit = strawberry.field(description="What it is good for.")
    issued_at: datetime = strawberry.field(description="When the member got it.")
    expires_at: datetime = strawberry.field(description="Until when it can be used.")
    redeemed_at: datetime | None = strawberry.field(description="When it was used.")
    redeemed_by: str | None = strawberry.field(description="The partner that it was used at.")
    redeemed_in: str | None = strawberry.field(description="The store in which it was used, if the till told it.")
    reference: str | None = strawberry.field(description="The receipt that it was used on.")


async def vouchers_page(
    database: Database, member: str, words: Words, now: datetime, first: int, after: str | None
) -> Connection[Voucher]:
    """A page of a member's vouchers, the latest first. Raises GraphQLError for a bad page size or cursor."""
    rows = await vouchers_of(database, member, wanted(first), before=whole_position(after))
    return page(rows, first, after, lambda kept: _shown(kept, words, now), lambda kept: str(kept.number))


async def find_voucher(context: StaffContext, stored_id: str) -> Voucher | None:
    """The voucher with this id, as of now."""
    named = parse_voucher_id(stored_id)
    kept = await read_voucher(context.backend.database, *named) if named else None
    return _shown(kept, context.words, context.backend.clock.now()) if kept else None


def _shown(kept: Kept, words: Words, now: datetime) -> Voucher:
    used = kept.redeemed
    return Voucher(
        id=global_id("Voucher", kept.id),
        offer=strawberry.ID(kept.offer),
        name=offer_name(words, kept.offer),
        status=kept.standing(now),
        benefit=offer_benefit(kept.benefit, words),
        issued_at=kept.issued_at,
        expires_at=kept.expires_at,
        redeemed_at=used.at if used else None,
        redeemed_by=used.receipt.partner if used else None,
        redeemed_in=used.store if used else None,
        reference=used.receipt.reference if used else None,
    )
