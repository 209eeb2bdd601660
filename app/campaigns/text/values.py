"""What the variables of messages stand for."""

from collections import ChainMap
from datetime import datetime, timedelta

from app.audience.known import Known
from app.campaigns.model import Campaign, Channel, Gift
from app.campaigns.text.attributes import MemberTexts, shown_attributes
from app.offers.codes import shown_code
from app.offers.voucher import Voucher
from app.programme.model import Programme
from app.programme.naming import Name
from app.templates.check import variables_of
from app.templates.values import Value, Values

ABOUT_MEMBERS = ("member.name", "member.first_name", "member.code")
PERSONAL = {"member.name", "member.first_name"}
ABOUT_GIFTS = ("gift.amount",)
ABOUT_VOUCHERS = ("voucher.code", "voucher.name", "voucher.until")
MOMENT = timedelta.resolution


def variables(programme: Programme) -> frozenset[str]:
    """The variables that the messages of campaigns may name; `balance.<asset>` with `_` for each hyphen."""
    balances = [_balance(asset) for asset in programme.assets]
    attributes = [attribute.name for attribute in shown_attributes(programme)]
    return frozenset((*ABOUT_MEMBERS, *ABOUT_GIFTS, *ABOUT_VOUCHERS, "programme.name", *balances, *attributes))


def values_of(
    programme: Programme, known: Known, now: datetime, gift: Gift | None, voucher: Voucher | None = None
) -> Values:
    """What they stand for in a message to a member, about a gift or a voucher if there is one."""
    name = known.person.name
    values: dict[str, Value] = {
        "member.name": name,
        "member.first_name": name.split()[0] if name and name.split() else None,
        "member.code": known.member.code,
        "gift.amount": gift.reward.amount if gift and gift.reward else None,
        "programme.name": Name(programme.name, programme.languages[0], lower=False),
    }
    if voucher is not None:
        values |= _of_voucher(programme, known, voucher)
    values |= {_balance(asset): known.member.holding(asset).available for asset in programme.assets}
    return ChainMap(values, MemberTexts(programme, known.facts(programme, now)))  # type: ignore[arg-type]  # reads only


def writes_personally(programme: Programme, campaign: Campaign) -> bool:
    """Whether a message says something that lies in the profile, or goes to an address there."""
    by_address = any(step.channel is not Channel.PUSH for step in campaign.channels)
    personal = {attribute.name for attribute in shown_attributes(programme) if attribute.personal} | PERSONAL
    named = {name for variant in campaign.variants for _, name in variables_of(variant.message)}
    return by_address or bool(named & personal)


def _of_voucher(programme: Programme, known: Known, voucher: Voucher) -> Values:
    offer = programme.offers.get(voucher.offer)
    return {
        "voucher.code": shown_code(voucher.code),
        "voucher.name": Name(offer.name, programme.languages[0], lower=False) if offer else None,
        "voucher.until": (voucher.expires_at - MOMENT).astimezone(known.member.tz).date(),
    }


def _balance(asset: str) -> str:
    return f"balance.{asset.replace('-', '_')}"
