"""Purchases."""

from app.engine.activities import Item, Purchase
from app.engine.decisions.causes import with_shares
from app.engine.decisions.checks import LONGEST_NAME, check_largest, check_money, check_name
from app.engine.decisions.earned import with_earnings
from app.engine.decisions.first_purchases import with_first_purchase
from app.engine.decisions.memberships import with_memberships
from app.engine.effects import Counted
from app.engine.purchase_refusals import InvalidItem, TooManyItems
from app.engine.situation import Decision, Situation
from app.programme.model import Programme
from app.programme.values import in_minor_units
from app.words import Said, say

MOST_ITEMS = 200
MOST_PIECES = 10_000


def decide_purchase(situation: Situation, activity: Purchase) -> Decision:
    """Count the purchase, earn by the rules, share with causes, begin memberships, and see to invitations.

    An amount of 0 is a purchase too.
    """
    check_money(situation.programme, activity.amount, activity.currency, least=0)
    check_largest(situation.programme, activity.amount)
    check_name("reference", activity.reference, required=True)
    check_name("store", activity.store)
    check_name("channel", activity.channel)
    check_items(situation.programme, activity.items)
    counted = Counted(purchases=1, spent=activity.amount, purchased_at=situation.at, store=activity.store)
    earned = with_earnings(situation, activity.amount, counted, last=situation.member.stats["last_purchase_at"])
    shared = with_shares(situation, activity.amount, earned)
    return with_first_purchase(situation, activity, with_memberships(situation, activity, shared))


def check_items(programme: Programme, items: tuple[Item, ...]) -> None:
    """Refuses items that can't be kept, and more of them than a receipt has."""
    if len(items) > MOST_ITEMS:
        raise TooManyItems(len(items), MOST_ITEMS).about("items")
    dearest = in_minor_units(programme.largest_purchase, programme.currency)
    for position, item in enumerate(items, start=1):
        if problem := _problem(item, dearest):
            raise InvalidItem(position, problem).about("items", str(position - 1))


def _problem(item: Item, dearest: int) -> Said | None:
    for name in ("category", "sku", "name"):
        value = getattr(item, name)
        if value is not None and not 1 <= len(value.strip()) <= len(value) <= LONGEST_NAME:
            return say("its {name} must have 1 to {most} characters", name=name, most=LONGEST_NAME)
    if not 1 <= item.quantity <= MOST_PIECES:
        return say("its quantity must be from 1 to {most}", most=MOST_PIECES)
    return None if 0 <= item.price <= dearest else say("its price is below 0, or above the largest purchase")
