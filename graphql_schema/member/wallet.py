"""The wallet: what the member holds, until when, and every movement of it."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Annotated

import strawberry

from app.wallet.lots import Holding
from graphql_schema.ids import bad_input
from graphql_schema.member.assets import Asset, asset
from graphql_schema.member.view import View
from graphql_schema.pagination import After, Connection, First
from graphql_schema.scalars import BigInt
from graphql_schema.transactions import Transaction, statement_page

LONGEST_LOOK_DAYS = 3_660

AssetId = Annotated[strawberry.ID, strawberry.argument(description="The asset's id in the programme.")]
OneAsset = Annotated[
    strawberry.ID | None, strawberry.argument(name="asset", description="Only of this asset, by its id.")
]
WithinDays = Annotated[int, strawberry.argument(description=f"How far to look ahead, 1 to {LONGEST_LOOK_DAYS} days.")]


@strawberry.type(description="What the wallet holds of one asset.")
class Balance:
    """What the wallet holds of one asset."""

    asset: Asset = strawberry.field(description="The asset.")
    available: BigInt = strawberry.field(description="What can be spent now; negative while a return left a debt.")
    pending: BigInt = strawberry.field(description="What can be spent later.")


@strawberry.type(description="An amount held under the same terms.")
class Lot:
    """An amount held under the same terms."""

    asset: Asset = strawberry.field(description="The asset.")
    remaining: BigInt = strawberry.field(description="What is left of it, 1 or more.")
    active_at: datetime | None = strawberry.field(description="When it can be spent; null if it can be already.")
    expires_at: datetime | None = strawberry.field(description="When it expires; null for never.")


@strawberry.type(description="An amount that expires at one instant, unless it is spent before.")
class ExpiringAmount:
    """An amount that expires soon."""

    asset: Asset = strawberry.field(description="The asset.")
    amount: BigInt = strawberry.field(description="How much expires.")
    at: datetime = strawberry.field(description="When it expires.")


@strawberry.type(description="An amount that was earned and can be spent from one instant on.")
class ArrivingAmount:
    """An amount that can be spent later."""

    asset: Asset = strawberry.field(description="The asset.")
    amount: BigInt = strawberry.field(description="How much arrives.")
    at: datetime = strawberry.field(description="From when on it can be spent.")
    in_days: int = strawberry.field(description="How many calendar days that is from today, in the member's zone.")


@strawberry.type(description="What a member holds, as of now: nothing waits for a nightly run.")
class Wallet:
    """What a member holds."""

    view: strawberry.Private[View]

    @strawberry.field(description="One for each asset of the programme, also when it is 0.")
    def balances(self) -> list[Balance]:
        return [self._balance(one) for one in assets_shown(self.view)]

    @strawberry.field(description="The balance of one asset; null when the programme has no such asset.")
    def balance(self, asset: AssetId) -> Balance | None:
        return self._balance(asset) if asset in assets_shown(self.view) else None

    @strawberry.field(description="The lots behind the balances: per asset, those to be spent first come first.")
    def lots(self) -> list[Lot]:
        return [lot for one in assets_shown(self.view) for lot in self._lots(self.view.state.holding(one))]

    @strawberry.field(description="What expires within the coming days, soonest first.")
    def expiring(self, within_days: WithinDays = 30) -> list[ExpiringAmount]:
        if not 1 <= within_days <= LONGEST_LOOK_DAYS:
            raise bad_input(f"withinDays is from 1 to {LONGEST_LOOK_DAYS}, not {within_days}")
        found = expiring(self.view, self.view.now + timedelta(days=within_days))
        return [
            ExpiringAmount(asset=asset(self.view.words, name), amount=BigInt(amount), at=at)
            for (at, name), amount in sorted(found.items())
        ]

    @strawberry.field(description="What is pending, by the instant from which it can be spent, soonest first.")
    def arriving(self) -> list[ArrivingAmount]:
        view = self.view
        return [
            ArrivingAmount(
                asset=asset(view.words, name),
                amount=BigInt(amount),
                at=at,
                in_days=(at.astimezone(view.state.tz).date() - view.today).days,
            )
            for (at, name), amount in sorted(arriving(view).items())
        ]

    @strawberry.field(description="The statement: every movement, the latest first.")
    async def transactions(
        self, first: First = 20, after: After = None, of: OneAsset = None
    ) -> Connection[Transaction]:
        view = self.view
        return await statement_page(view.backend, view.state.id, first, after, of, is_due=view.is_due)

    def _balance(self, asset_id: str) -> Balance:
        held = self.view.state.holding(asset_id)
        return Balance(
            asset=asset(self.view.words, asset_id), available=BigInt(held.available), pending=BigInt(held.pending)
        )

    def _lots(self, holding: Holding) -> list[Lot]:
        named = asset(self.view.words, holding.asset)
        return [
            Lot(
                asset=named,
                remaining=BigInt(lot.remaining),
                active_at=lot.terms.active_at,
                expires_at=lot.terms.expires_at,
            )
            for lot in holding.lots
        ]


def assets_shown(view: View) -> list[str]:
    """The assets of the programme, and those it no longer has of which the member still holds some."""
    known = view.programme.assets
    left = [name for name, held in view.state.wallet.items() if name not in known and (held.lots or held.debt)]
    return [*known, *left]


def arriving(view: View) -> Counter[tuple[datetime, str]]:
    """How much is pending, by the instant at which it becomes available and asset."""
    found: Counter[tuple[datetime, str]] = Counter()
    for name in assets_shown(view):
        for lot in view.state.holding(name).waiting:
            if lot.terms.active_at is not None:
                found[lot.terms.active_at, name] += lot.remaining
    return found


def expiring(view: View, until: datetime) -> Counter[tuple[datetime, str]]:
    """How much expires up to and including `until`, by instant and asset."""
    found: Counter[tuple[datetime, str]] = Counter()
    for name in assets_shown(view):
        for lot in view.state.holding(name).lots:
            if lot.terms.expires_at is not None and lot.terms.expires_at <= until:
                found[lot.terms.expires_at, name] += lot.remaining
    return found
