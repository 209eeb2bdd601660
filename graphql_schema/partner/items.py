"""The items of a purchase, as tills tell them."""

from collections.abc import Sequence

import strawberry

from app.engine.activities import Item
from app.errors import Refusal
from app.programme.model import Programme
from graphql_schema.partner.money import MoneyInput, minor_units


@strawberry.input(description="A line of a receipt.")
class ItemInput:
    """A line of a receipt."""

    category: str = strawberry.field(description="What kind of goods it is, by your own name, such as `coffee`.")
    price: MoneyInput = strawberry.field(description="What one piece costs. Items need not add up to the amount paid.")
    quantity: int = strawberry.field(default=1, description="How many pieces, from 1 to 10,000.")
    sku: str | None = strawberry.field(default=None, description="The article's number.")
    name: str | None = strawberry.field(default=None, description="The article's name.")


def items_of(said: Sequence[ItemInput] | None, programme: Programme) -> tuple[Item, ...]:
    """The items as the engine takes them. Raises WrongCurrency or AmountTooPrecise."""
    return tuple(_item(position, item, programme) for position, item in enumerate(said or ()))


def _item(position: int, said: ItemInput, programme: Programme) -> Item:
    try:
        price = minor_units(said.price, programme)
    except Refusal as refusal:
        _, *within = refusal.field
        raise refusal.about("items", str(position), "price", *within) from None
    return Item(category=said.category, price=price, quantity=said.quantity, sku=said.sku, name=said.name)
