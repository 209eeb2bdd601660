"""What must be true of the messages of a campaign: that they can be read, and that what they name can have a value."""

from collections.abc import Sequence

from app.campaigns.model import Campaign, Channel
from app.campaigns.text.values import ABOUT_GIFTS, ABOUT_VOUCHERS, variables
from app.errors import Refusal
from app.programme.checks.reading import Found, at
from app.programme.model import Programme
from app.programme.tree import Node
from app.templates.check import Known, mistakes_in, variables_of


def check_messages(tree: Node, campaign: Campaign, programme: Programme) -> Found:
    """Every such mistake."""
    known, never = Known(variables(programme)), _never_known(campaign)
    channels = {step.channel for step in campaign.channels} - {Channel.PUSH}
    for index, variant in enumerate(campaign.variants):
        steps = ("variants", index, "message")
        for mistake in mistakes_in(variant.message, programme.languages, known):
            yield at(tree, (*steps, *_place(mistake)), str(mistake))
        for place, name in variables_of(variant.message):
            if name in never:
                yield at(tree, (*steps, *place), f"`{name}` never stands for anything here: {never[name]}")
        texts = variant.message.languages.get(programme.languages[0])
        for channel in sorted(channels):
            if texts is not None and getattr(texts, channel.value) is None:
                message = f"the campaign also goes by {channel.value}; add `{channel.value}` to the message"
                yield at(tree, (*steps, "languages", programme.languages[0]), message)


def _place(mistake: Refusal) -> Sequence[str]:
    return mistake.field


def _never_known(campaign: Campaign) -> dict[str, str]:
    """The variables that have no value in any message of the campaign, each with the way out."""
    gift, never = campaign.gift, dict[str, str]()
    if gift is None or gift.reward is None:
        never |= dict.fromkeys(ABOUT_GIFTS, "give the campaign a `gift` with a `reward`")
    if (gift is None or gift.offer is None) and campaign.timing.on is None:
        never |= dict.fromkeys(ABOUT_VOUCHERS, "give the campaign a `gift` with an `offer`")
    return never
