"""The vouchers of one member."""

from datetime import datetime

import segno
import strawberry

from app.offers.codes import shown_code
from app.offers.describe import reason_words
from app.offers.store import read_voucher, vouchers_of
from app.offers.voucher import Voucher as Kept
from app.offers.voucher import parse_voucher_id
from graphql_schema.ids import Node, global_id
from graphql_schema.member.view import View
from graphql_schema.money import Money, money
from graphql_schema.offers import OfferBenefit, VoucherStatus, offer_benefit, offer_name
from graphql_schema.pagination import Connection, page, wanted, whole_position

QR = "A QR code of it: an SVG picture as a `data:` address, to be shown as it is."


@strawberry.type(description="A voucher, as it stands now.")
class Voucher(Node):
    """A voucher, as it stands now."""

    view: strawberry.Private[View]
    kept: strawberry.Private[Kept]
    offer: strawberry.ID = strawberry.field(description="The id of its offer in the programme.")
    name: str = strawberry.field(description="The name of its offer.")
    status: VoucherStatus = strawberry.field(description="Where it stands.")
    code: str = strawberry.field(description="What the till reads: 16 signs in groups of four.")
    issued_at: datetime = strawberry.field(description="When the member got it.")
    expires_at: datetime = strawberry.field(description="Until when it can be used.")
    is_closed: bool = strawberry.field(description="Whether it is a surprise that the member has not opened.")
    opened_at: datetime | None = strawberry.field(description="When the member opened the surprise.")
    redeemed_at: datetime | None = strawberry.field(description="When it was used.")
    redeemed_in: str | None = strawberry.field(description="The store in which it was used, as the till told it.")
    refundable_until: datetime | None = strawberry.field(
        description="Until when it can be handed back unused for its price; null for never."
    )

    @strawberry.field(description=QR)
    def qr(self) -> str:
        return qr_of(self.code)

    @strawberry.field(description="What it is good for; null for a surprise that is not open.")
    def benefit(self) -> OfferBenefit | None:
        return None if self.kept.is_closed else offer_benefit(self.kept.benefit, self.view.words)

    @strawberry.field(description="The smallest purchase that it can be used on; null for any.")
    def smallest_purchase(self) -> Money | None:
        least = self.kept.smallest_purchase
        return money(least, self.view.programme.currency) if least else None

    @strawberry.field(description="What it took off when it was used; null where only the till knows.")
    def took_off(self) -> Money | None:
        used = self.kept.redeemed
        return None if used is None or used.took_off is None else money(used.took_off, self.view.programme.currency)

    @strawberry.field(description="Why it was chosen for the member, in words; if it was chosen.")
    def reasons(self) -> list[str]:
        return [self.view.words.put(reason_words(reason)) for reason in self.kept.reasons]


def voucher(kept: Kept, view: View) -> Voucher:
    """A voucher as its member sees it."""
    used = kept.redeemed
    return Voucher(
        view=view,
        kept=kept,
        id=global_id("Voucher", kept.id),
        offer=strawberry.ID(kept.offer),
        name=offer_name(view.words, kept.offer),
        status=kept.standing(view.now),
        code=shown_code(kept.code),
        issued_at=kept.issued_at,
        expires_at=kept.expires_at,
        is_closed=kept.is_closed,
        opened_at=kept.opened_at,
        redeemed_at=used.at if used else None,
        redeemed_in=used.store if used else None,
        refundable_until=kept.refundable_until,
    )


async def vouchers_page(view: View, first: int, after: str | None, usable: bool) -> Connection[Voucher]:
    """A page of the member's vouchers, the latest first. Raises GraphQLError for a bad page size or cursor."""
    before, usable_at = whole_position(after), view.now if usable else None
    rows = await vouchers_of(view.database, view.state.id, wanted(first), before=before, usable_at=usable_at)
    return page(rows, first, after, lambda kept: voucher(kept, view), lambda kept: str(kept.number))


async def find_voucher(view: View, stored_id: str) -> Voucher | None:
    """The member's own voucher by its id."""
    named = parse_voucher_id(stored_id)
    if named is None or named[0] != view.state.id:
        return None
    kept = await read_voucher(view.database, *named)
    return voucher(kept, view) if kept else None


def qr_of(code: str) -> str:
    """A QR code as an SVG picture in a `data:` address."""
    return str(segno.make(code, error="m", micro=False).svg_data_uri(scale=4))
