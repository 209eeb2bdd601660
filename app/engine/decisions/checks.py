"""Checks that several kinds of activity share."""

from app.engine.refusals import AmountTooLarge, InvalidAmount, InvalidReference, MissingReason, WrongCurrency
from app.programme.model import Programme
from app.programme.values import in_minor_units

LONGEST_NAME = 100
LONGEST_REASON = 500


def check_money(programme: Programme, amount: int, currency: str | None, least: int) -> None:
    """Refuses an amount in minor units below `least`, or in another currency than the programme's."""
    if currency is not None and currency != programme.currency:
        raise WrongCurrency(currency, programme.currency).about("amount", "currencyCode")
    if amount < least:
        raise InvalidAmount(amount, least, programme.currency).about("amount")


def check_largest(programme: Programme, amount: int) -> None:
    """Refuses an amount in minor units above the programme's largest purchase."""
    most = in_minor_units(programme.largest_purchase, programme.currency)
    if amount > most:
        raise AmountTooLarge(amount, most, programme.currency).about("amount")


def check_name(name: str, value: str | None, *, required: bool = False) -> None:
    """Refuses a name or reference that is empty or longer than 100 characters."""
    if value is None and not required:
        return
    if value is None or not 1 <= len(value.strip()) <= len(value) <= LONGEST_NAME:
        raise InvalidReference(name, LONGEST_NAME).about(name)


def check_reason(reason: str) -> None:
    """Refuses a correction without a reason of 1 to 500 characters."""
    if not 1 <= len(reason.strip()) <= len(reason) <= LONGEST_REASON:
        raise MissingReason().about("reason")
