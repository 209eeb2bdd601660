"""A member's books while effects are written into them: the state, and the movements to commit with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from app.causes.gifts import Gift
from app.earning.budgets import Share
from app.engine.effects import Erased, RoundEnded, RoundReviewed
from app.engine.state import MemberState
from app.offers.writes import VoucherWrites
from app.profile.answers import Answer
from app.referrals.invitation import Change, Invitation
from app.referrals.owed import Owed
from app.wallet.documents import transaction_id
from app.wallet.lots import Holding
from app.wallet.movements import Movement
from app.wallet.settle import settle
from app.wheel.rules import SpinResult


class Books:
    """The next version of a member's state; every booked movement changes it and is kept for the ledger."""

    def __init__(self, state: MemberState, now: datetime) -> None:
        self.state = replace(state, version=state.version + 1)
        self.now = now
        self.movements: list[Movement] = []
        self.balances: list[Holding] = []
        """For each movement, the holding after it."""
        self.plays: list[tuple[str, SpinResult]] = []
        """Each spin, with its wheel."""
        self.stocks: list[tuple[str, str, int]] = []
        """Wheel, segment and stock of each win that takes from a stock."""
        self.shares: list[Share] = []
        """What is taken from the budgets of earning rules."""
        self.gifts: list[Gift] = []
        """What was given to causes, or taken back."""
        self.rounds: list[RoundEnded] = []
        self.reviews: list[RoundReviewed] = []
        self.person: Mapping[str, str | None] | None = None
        """Personal details to be stored in the profile."""
        self.answers: dict[str, Answer | None] = {}
        """Answers for the profile, by question; None for one that is taken back."""
        self.vouchers = VoucherWrites()
        self.invitations: list[Invitation] = []
        """Those that were made."""
        self.invitation_changes: list[Change] = []
        self.owed: list[Owed] = []
        """What is to be recorded for other members."""
        self.erased: Erased | None = None
        self.place_forgotten = False
        """Whether the member took back that their location may be used."""

    def settle(self) -> None:
        """Book what time alone has changed by now."""
        for holding in self.state.wallet.values():
            for movement in settle(holding, self.now):
                self.book(movement)

    def book(self, movement: Movement) -> str:
        """Book one movement and return the id it will have in the ledger."""
        holding = self.state.holding(movement.asset).after(movement)
        number = self.state.transactions + 1
        self.state = replace(self.state, wallet={**self.state.wallet, movement.asset: holding}, transactions=number)
        self.movements.append(movement)
        self.balances.append(holding)
        return transaction_id(self.state.id, number)
