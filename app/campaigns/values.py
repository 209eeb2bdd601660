"""What the variables of messages stand for."""

from app.audience.known import Known
from app.campaigns.model import Campaign, Channel, Gift
from app.programme.model import Programme
from app.templates.values import Value, Values

ABOUT_MEMBERS = ("member.name", "member.first_name", "member.code")
ABOUT_GIFTS = ("gift.amount",)


def variables(programme: Programme) -> frozenset[str]:
    """The variables that the messages of campaigns may name; `balance.<asset>` with `_` for each hyphen."""
    return frozenset((*ABOUT_MEMBERS, *ABOUT_GIFTS, "programme.name", *(_balance(asset) for asset in programme.assets)))


def values_of(programme: Programme, known: Known, gift: Gift | None) -> Values:
    """What they stand for in a message to a member."""
    name = known.person.name
    values: dict[str, Value] = {
        "member.name": name,
        "member.first_name": name.split()[0] if name and name.split() else None,
        "member.code": known.member.code,
        "gift.amount": gift.reward.amount if gift and gift.reward else None,
        "programme.name": programme.name.in_language(known.member.language, programme.languages[0]),
    }
    return values | {_balance(asset): known.member.holding(asset).available for asset in programme.assets}


def writes_personally(campaign: Campaign) -> bool:
    """Whether a message says something that lies in the profile, or goes to an address there."""
    by_address = any(step.channel is not Channel.PUSH for step in campaign.channels)
    return by_address or any(_asks_person(variant.message.model_dump_json()) for variant in campaign.variants)


def _asks_person(source: str) -> bool:
    return "member.name" in source or "member.first_name" in source


def _balance(asset: str) -> str:
    return f"balance.{asset.replace('-', '_')}"
