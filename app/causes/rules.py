"""What can be given to a cause, what it is worth, and what purchases share: decided from arguments alone."""

from dataclasses import dataclass
from datetime import date, datetime

from app.causes.gifts import Gifts
from app.causes.refusals import AssetNotAccepted, CauseNotChoosable, CauseNotOpen, DonationTooSmall, UnknownCause
from app.causes.state import CausesState
from app.programme.model import Accepted, Cause, Programme, SharedBy
from app.programme.values import in_basis_points, in_minor_units
from app.words import Said, say

WHOLE_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class Share:
    """What a purchase shares with a cause, in minor units, at least 1."""

    cause: str
    amount: int


@dataclass(frozen=True, slots=True)
class NotShared:
    """A cause that a purchase shares nothing with, and the reason in plain words."""

    cause: str
    reason: Said


def is_open(cause: Cause, today: date) -> bool:
    """Whether the cause takes anything on this day of the programme's zone."""
    return not ((cause.starts_on and today < cause.starts_on) or (cause.ends_on and today > cause.ends_on))


def worth_of_donation(programme: Programme, cause_id: str, asset: str, amount: int, now: datetime) -> int:
    """The money, in minor units, that the brand gives for a donation made now: rounded down, at least 1.

    Raises UnknownCause, CauseNotOpen, AssetNotAccepted or DonationTooSmall.
    """
    cause = open_cause(programme, cause_id, now)
    accepted = next((one for one in cause.accepts if one.asset == asset), None)
    if accepted is None:
        raise AssetNotAccepted(cause_id, asset, tuple(one.asset for one in cause.accepts)).about("asset")
    least = least_donation(accepted, programme.currency)
    if amount < least:
        raise DonationTooSmall(cause_id, asset, amount, least).about("amount")
    return amount * in_minor_units(accepted.worth, programme.currency) // accepted.amount


def least_donation(accepted: Accepted, currency: str) -> int:
    """The smallest donation: what the programme says, and never so little that it would be worth nothing."""
    worth_a_coin = -(-accepted.amount // in_minor_units(accepted.worth, currency))
    return max(accepted.smallest, worth_a_coin)


def check_choice(programme: Programme, cause_id: str, now: datetime) -> None:
    """Raises UnknownCause, CauseNotOpen, or CauseNotChoosable."""
    cause = open_cause(programme, cause_id, now)
    if not is_choosable(cause):
        raise CauseNotChoosable(cause_id).about("cause")


def is_choosable(cause: Cause) -> bool:
    """Whether the cause takes a share of the purchases of the members who choose it."""
    return cause.share is not None and cause.share.of is SharedBy.CHOOSERS


def open_cause(programme: Programme, cause_id: str, now: datetime) -> Cause:
    """The cause of this id. Raises UnknownCause or CauseNotOpen."""
    cause = programme.causes.get(cause_id)
    if cause is None:
        raise UnknownCause(cause_id).about("cause")
    if not is_open(cause, now.astimezone(programme.tz).date()):
        raise CauseNotOpen(cause_id, cause.starts_on, cause.ends_on).about("cause")
    return cause


def shares(programme: Programme, state: CausesState, amount: int, at: datetime) -> tuple[list[Share], list[NotShared]]:
    """What a purchase of `amount` minor units, made at `at`, shares: with causes of everybody, and with the chosen one.

    Each share is rounded down. A purchase from before the choice shares nothing with the chosen cause.
    """
    given: list[Share] = []
    missed: list[NotShared] = []
    today = at.astimezone(programme.tz).date()
    for cause_id, cause in programme.causes.items():
        if cause.share is None or not (cause.share.of is SharedBy.EVERYBODY or state.chosen == cause_id):
            continue
        shared = amount * in_basis_points(cause.share.percent) // WHOLE_BASIS_POINTS
        if not is_open(cause, today):
            missed.append(NotShared(cause_id, say("it was not open on that day")))
        elif cause.share.of is SharedBy.CHOOSERS and state.chosen_at and at < state.chosen_at:
            missed.append(NotShared(cause_id, say("it was chosen after this purchase")))
        elif shared:
            given.append(Share(cause_id, shared))
        else:
            missed.append(
                NotShared(
                    cause_id, say("the amount is too small: {percent} % of it is shared", percent=cause.share.percent)
                )
            )
    return given, missed


def percent_of_goal(cause: Cause, given: Gifts, currency: str) -> int | None:
    """How much of the goal was given, in whole percent, rounded down; more than 100 beyond it. None without a goal."""
    goal = cause.goal
    if goal is None:
        return None
    if goal.money is not None:
        return given.money * 100 // in_minor_units(goal.money, currency)
    assert goal.asset is not None, "a goal is of money or of an asset"
    assert goal.amount is not None, "with its amount"
    return given.assets.get(goal.asset, 0) * 100 // goal.amount
