"""Refusals as data: `userErrors` of a payload.

A code exists for every refusal a mutation can answer with. Refusals whose facts an app shows get a type of their own;
all others are a `PlainUserError`.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from app import development_clock as clock
from app.causes import refusals as causes
from app.engine import refusals as engine
from app.errors import Refusal
from app.identity import errors as identity
from app.mascot import refusals as mascot
from app.members import refusals as members
from app.offers import refusals as offers
from app.places import refusals as places
from app.programme import refusals as programme
from app.questions import refusals as questions
from app.referrals import refusals as referrals
from app.streaks import refusals as streaks
from app.tiers import refusals as tiers
from app.wallet import refusals as wallet
from app.wheel import refusals as wheel
from app.words.catalogue import SOURCE
from graphql_schema.answers import QuestionKindEnum
from graphql_schema.ids import global_id
from graphql_schema.scalars import BigInt

ROOMS = (
    causes,
    clock,
    engine,
    identity,
    mascot,
    members,
    offers,
    places,
    programme,
    questions,
    referrals,
    streaks,
    tiers,
    wallet,
    wheel,
)


def refusals_of_rooms() -> list[type[Refusal]]:
    """Every refusal the rooms define, by code."""
    found = {
        thing
        for room in ROOMS
        for thing in vars(room).values()
        if isinstance(thing, type) and issubclass(thing, Refusal) and thing is not Refusal
    }
    return sorted(found, key=lambda refusal: refusal.code)


def _summary(refusal: type[Refusal]) -> str:
    return (refusal.__doc__ or "").strip().splitlines()[0]


UserErrorCode: Any = strawberry.enum(  # type: ignore[call-overload]
    Enum(
        "UserErrorCode",
        {
            refusal.code: strawberry.enum_value(refusal.code, description=_summary(refusal))
            for refusal in refusals_of_rooms()
        },
    ),
    description="Why something was refused. New codes may be added: treat an unknown one by its message.",
)


@strawberry.interface(description="Why something was refused. Nothing was changed.")
class UserError:
    """Why something was refused."""

    message: str = strawberry.field(description="What is wrong and the way out, in words.")
    field: list[str] | None = strawberry.field(description="The path of the input field it is about.")
    code: UserErrorCode = strawberry.field(description="What to switch on.")
    retryable: bool = strawberry.field(description="Whether the very same request may succeed later.")


@strawberry.type(description="A refusal that its message says all about.")
class PlainUserError(UserError):
    """A refusal without facts of its own."""


@strawberry.type(description="The wallet holds less than asked.")
class InsufficientBalanceError(UserError):
    """The wallet holds less than asked."""

    asset: str = strawberry.field(description="The asset's id.")
    balance: BigInt = strawberry.field(description="What the wallet holds.")
    asked: BigInt = strawberry.field(description="What it takes.")


@strawberry.type(description="Neither a free spin nor a token is left.")
class NoSpinLeftError(UserError):
    """No spin is left."""

    wheel: str = strawberry.field(description="The wheel's id in the programme.")
    balance: BigInt = strawberry.field(description="How many tokens the wallet holds.")
    next_free_at: datetime | None = strawberry.field(description="When free spins come again.")


@strawberry.type(description="A round is open, and only one can be at a time.")
class RoundAlreadyOpenError(UserError):
    """A round is open."""

    round_id: strawberry.Private[str]
    game: str = strawberry.field(description="The id of the game it is of.")
    closes_at: datetime = strawberry.field(description="Until when it can be finished; then another can be started.")

    @strawberry.field(description="The open round, for `node(id)`.")
    def round(self) -> strawberry.ID:
        return global_id("MascotRound", self.round_id)


@strawberry.type(description="The round still runs.")
class RoundTooFastError(UserError):
    """The round still runs."""

    ready_at: datetime = strawberry.field(description="From when the same report is accepted.")


@strawberry.type(description="All rounds of this day are played.")
class NoRoundLeftError(UserError):
    """All rounds of this day are played."""

    rounds_per_day: int = strawberry.field(description="How many there are in a day.")
    next_at: datetime = strawberry.field(description="When the next day of the member's begins.")


@strawberry.type(description="The game is played at certain places, and the member is at none of them.")
class TooFarAwayError(UserError):
    """The member is at none of the game's places."""

    missing_m: int = strawberry.field(description="How many metres closer to the nearest one the member must come.")


@strawberry.type(description="The member is not at the store.")
class NotAtStoreError(UserError):
    """The member is not at the store."""

    missing_m: int = strawberry.field(description="How many metres closer the member must come.")


@strawberry.type(description="The store, or any store, counts again tomorrow.")
class CheckInLaterError(UserError):
    """It counts again tomorrow."""

    next_at: datetime = strawberry.field(description="When the next day of the member's begins.")


@strawberry.type(description="The wheel's first day has not come, or its last has passed.")
class WheelNotOpenError(UserError):
    """The wheel is closed today."""

    starts_on: date | None = strawberry.field(description="The first day, in the programme's zone.")
    ends_on: date | None = strawberry.field(description="The last day, in the programme's zone.")


@strawberry.type(description="The member is too young, or their date of birth is unknown.")
class AgeError(UserError):
    """The member's age does not allow it."""

    minimum_age: int = strawberry.field(description="In years.")


@strawberry.type(description="More was to be returned than is left of the purchase.")
class ReturnTooLargeError(UserError):
    """More than what is left."""

    left: BigInt = strawberry.field(description="What is left to return, in minor units.")


@strawberry.type(description="The amount is beyond what the programme accepts.")
class AmountTooLargeError(UserError):
    """Beyond what the programme accepts."""

    most: BigInt = strawberry.field(description="The largest amount accepted; money is in minor units.")


@strawberry.type(description="The time lies in the future.")
class TimeInFutureError(UserError):
    """It can't have happened yet."""

    now: datetime = strawberry.field(description="The server's time.")


@strawberry.type(description="The activity was done as often today as the programme counts it.")
class DailyLimitReachedError(UserError):
    """As often today as the programme counts it."""

    limit: int = strawberry.field(description="How often it counts in a day.")
    next_at: datetime = strawberry.field(description="When it counts again.")


@strawberry.type(description="The cause's first day has not come, or its last has passed.")
class CauseNotOpenError(UserError):
    """The cause is closed today."""

    starts_on: date | None = strawberry.field(description="The first day, in the programme's zone.")
    ends_on: date | None = strawberry.field(description="The last day, in the programme's zone.")


@strawberry.type(description="Less than the smallest donation was to be given.")
class DonationTooSmallError(UserError):
    """Less than the smallest donation."""

    asset: str = strawberry.field(description="The asset's id.")
    least: BigInt = strawberry.field(description="The smallest donation of the asset.")


@strawberry.type(description="A pause starts on a later day, and at most a year ahead.")
class StreakPauseNotAheadError(UserError):
    """The pause was not announced ahead."""

    earliest: date = strawberry.field(description="The first day on which a pause can start.")
    latest: date = strawberry.field(description="The last day on which a pause can start.")


@strawberry.type(description="The time in which the streak could be restored is over.")
class StreakRestoreTooLateError(UserError):
    """Too late to restore."""

    until: datetime = strawberry.field(description="When it ended.")


@strawberry.type(description="Not an answer to the question. Only what matters for its kind is there.")
class WrongAnswerError(UserError):
    """Not an answer to the question."""

    kind: QuestionKindEnum = strawberry.field(description="What the question is answered with.")
    allowed: list[str] | None = strawberry.field(description="The ids of the options to choose from.")
    least: int | None = strawberry.field(description="The smallest number.")
    most: int | None = strawberry.field(description="The largest number.")
    first_day: date | None = strawberry.field(description="The earliest date.")
    last_day: date | None = strawberry.field(description="The latest date.")
    longest: int | None = strawberry.field(description="How many characters a text has at most.")


@strawberry.type(description="The offer has not begun, or it is over.")
class OfferNotOpenError(UserError):
    """The offer is closed now."""

    starts_at: datetime | None = strawberry.field(description="From when on it can be had.")
    ends_at: datetime | None = strawberry.field(description="When it ends.")


@strawberry.type(description="The member had the offer as often as one member can.")
class OfferLimitReachedError(UserError):
    """As often as one member can have it."""

    times: int = strawberry.field(description="How often that is.")
    next_at: datetime | None = strawberry.field(description="When it can be had again; null for never.")


@strawberry.type(description="The voucher was redeemed before.")
class AlreadyRedeemedError(UserError):
    """The voucher was redeemed before."""

    redeemed_at: datetime = strawberry.field(description="When.")
    place: str = strawberry.field(description="Where: the store, or the partner where no store was told.")
    reference: str = strawberry.field(description="On which receipt.")


@strawberry.type(description="The voucher's time is over.")
class VoucherExpiredError(UserError):
    """The voucher's time is over."""

    expired_at: datetime = strawberry.field(description="Since when.")


@strawberry.type(description="Another receipt holds the voucher at this moment.")
class VoucherReservedError(UserError):
    """Another receipt holds the voucher."""

    until: datetime = strawberry.field(description="Until when at most.")


@strawberry.type(description="The purchase is smaller than the voucher asks.")
class PurchaseTooSmallError(UserError):
    """The purchase is smaller than the voucher asks."""

    least: BigInt = strawberry.field(description="The smallest purchase, in minor units.")


@strawberry.type(description="All invitations of this day are made.")
class InvitationLimitReachedError(UserError):
    """All invitations of this day are made."""

    limit: int = strawberry.field(description="How many there are in a day.")
    next_at: datetime = strawberry.field(description="When the next day of the member's begins.")


@strawberry.type(description="The invitation's time is over.")
class InvitationExpiredError(UserError):
    """The invitation's time is over."""

    expired_at: datetime = strawberry.field(description="Until when it could be accepted.")


@strawberry.type(description="The member has accepted an invitation already.")
class AlreadyInvitedError(UserError):
    """The member has accepted an invitation already."""

    accepted_at: datetime = strawberry.field(description="When that was.")


@strawberry.type(description="The member joined too long ago to be invited.")
class JoinedTooLongAgoError(UserError):
    """The member joined too long ago."""

    until: datetime = strawberry.field(description="Until when they could have accepted an invitation.")


@strawberry.type(description="The membership is paid for as far ahead as can be.")
class MembershipPaidAheadError(UserError):
    """The membership is paid for as far ahead as can be."""

    until: datetime = strawberry.field(description="Until when it is paid for.")


FACTS: dict[type[Refusal], Callable[..., UserError]] = {
    wallet.InsufficientBalance: InsufficientBalanceError,
    wheel.NoSpinLeft: NoSpinLeftError,
    wheel.WheelNotOpen: WheelNotOpenError,
    wheel.UnderAge: AgeError,
    wheel.AgeUnknown: AgeError,
    causes.CauseNotOpen: CauseNotOpenError,
    causes.DonationTooSmall: DonationTooSmallError,
    engine.ReturnTooLarge: ReturnTooLargeError,
    engine.AmountTooLarge: AmountTooLargeError,
    engine.TimeInFuture: TimeInFutureError,
    engine.DailyLimitReached: DailyLimitReachedError,
    referrals.InvitationLimitReached: InvitationLimitReachedError,
    referrals.InvitationExpired: InvitationExpiredError,
    referrals.AlreadyInvited: AlreadyInvitedError,
    referrals.JoinedTooLongAgo: JoinedTooLongAgoError,
    mascot.RoundAlreadyOpen: RoundAlreadyOpenError,
    mascot.RoundTooFast: RoundTooFastError,
    mascot.NoRoundLeft: NoRoundLeftError,
    mascot.TooFarAway: TooFarAwayError,
    places.AlreadyCheckedIn: CheckInLaterError,
    places.NoCheckInLeft: CheckInLaterError,
    places.NotAtStore: NotAtStoreError,
    streaks.PauseNotAhead: StreakPauseNotAheadError,
    streaks.RestoreTooLate: StreakRestoreTooLateError,
    questions.WrongAnswer: WrongAnswerError,
    offers.OfferNotOpen: OfferNotOpenError,
    offers.OfferLimitReached: OfferLimitReachedError,
    offers.AlreadyRedeemed: AlreadyRedeemedError,
    offers.VoucherExpired: VoucherExpiredError,
    offers.VoucherReserved: VoucherReservedError,
    offers.PurchaseTooSmall: PurchaseTooSmallError,
    tiers.MembershipPaidAhead: MembershipPaidAheadError,
}
"""The refusals that have a type of their own: its further fields are named as the refusal's facts."""

ERROR_TYPES: list[type[Any]] = [
    PlainUserError,
    InsufficientBalanceError,
    NoSpinLeftError,
    WheelNotOpenError,
    AgeError,
    CauseNotOpenError,
    DonationTooSmallError,
    ReturnTooLargeError,
    AmountTooLargeError,
    TimeInFutureError,
    DailyLimitReachedError,
    RoundAlreadyOpenError,
    RoundTooFastError,
    NoRoundLeftError,
    TooFarAwayError,
    CheckInLaterError,
    NotAtStoreError,
    StreakPauseNotAheadError,
    StreakRestoreTooLateError,
    WrongAnswerError,
    OfferNotOpenError,
    OfferLimitReachedError,
    AlreadyRedeemedError,
    VoucherExpiredError,
    VoucherReservedError,
    PurchaseTooSmallError,
    InvitationLimitReachedError,
    InvitationExpiredError,
    AlreadyInvitedError,
    JoinedTooLongAgoError,
    MembershipPaidAheadError,
]
"""To be named when a schema is made: it can't see them behind the interface."""


def user_error(refusal: Refusal, language: str = SOURCE, within: tuple[str, ...] = ("input",)) -> UserError:
    """A refusal as the API shows it. `within` is the argument that holds the refusal's field; none for a query's."""
    shown = FACTS.get(type(refusal), PlainUserError)
    own = set(shown.__annotations__) if isinstance(shown, type) else set()
    return shown(
        message=refusal.said.in_language(language),
        field=[*within, *refusal.field] if refusal.field else None,
        code=UserErrorCode(refusal.code),
        retryable=refusal.retryable,
        **{name: value for name, value in refusal.facts.items() if name in own},
    )
