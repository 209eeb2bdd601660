"""Money as partners write it: an exact decimal in major units, with its currency."""

from decimal import Decimal

import strawberry

from app.engine.refusals import AmountTooPrecise, WrongCurrency
from app.programme.model import Programme
from app.programme.values import in_minor_units, minor_unit_exponent


@strawberry.input(description="An amount of money.")
class MoneyInput:
    """An amount of money."""

    amount: Decimal = strawberry.field(description='In major units, such as "29.33".')
    currency_code: str = strawberry.field(description="The currency, ISO 4217: the programme's.")


def minor_units(money: MoneyInput, programme: Programme) -> int:
    """The amount in minor units of the programme's currency. Raises WrongCurrency or AmountTooPrecise."""
    currency = programme.currency
    if money.currency_code != currency:
        raise WrongCurrency(money.currency_code, currency).about("amount", "currencyCode")
    try:
        return in_minor_units(money.amount, currency)
    except ValueError:
        raise AmountTooPrecise(money.amount, currency, minor_unit_exponent(currency)).about("amount") from None
