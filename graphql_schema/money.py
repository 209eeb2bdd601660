"""Money as the APIs show it: an exact decimal in major units, with its currency."""

from decimal import Decimal

import strawberry

from app.programme.values import minor_unit_exponent


@strawberry.type(description="An amount of money.")
class Money:
    """An amount of money."""

    amount: Decimal = strawberry.field(description='In major units, such as "29.33".')
    currency_code: str = strawberry.field(description="The currency, ISO 4217: the programme's.")


def money(minor_units: int, currency: str) -> Money:
    """So many minor units of a currency."""
    return Money(amount=Decimal(minor_units).scaleb(-minor_unit_exponent(currency)), currency_code=currency)
