"""The first purchase of a member who was invited."""

from datetime import datetime

from app.programme.model import Referral
from app.programme.values import in_minor_units, money_words
from app.referrals.state import Invited
from app.words import Said, say

ANYTHING = 1
"""In minor units: what was paid for with vouchers alone is no purchase that a friend is rewarded for."""

PAID_BY_INVITER = say("it was paid by a means of payment of the member who sent the invitation")


def smallest_purchase(referral: Referral, currency: str) -> int:
    """What a first purchase must come to, in minor units, at least 1."""
    smallest = referral.smallest_purchase
    return ANYTHING if smallest is None else in_minor_units(smallest, currency)


def hindrance(
    invited: Invited, *, amount: int, at: datetime, smallest: int, currency: str, paid_by_inviter: bool
) -> Said | None:
    """Why a purchase of `amount` minor units, made at `at`, is not the first one, in plain words; None when it is."""
    if at < invited.at:
        return say("it was made before the invitation was accepted")
    if amount < smallest:
        return say("it is less than {smallest}", smallest=money_words(smallest, currency))
    if paid_by_inviter:
        return PAID_BY_INVITER
    return None
