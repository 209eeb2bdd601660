"""What must hold of what campaigns give."""

from collections.abc import Iterator

from app.engine.activities import CampaignGift
from app.simulate.step import Step
from app.wallet.movements import ISSUED, Kind

RULE = "campaign:"


def gifts_are_given_whole(step: Step) -> Iterator[str]:
    """A gift is issued once, as it was said, by the rule of its campaign, and nothing else is issued by that. A voucher
    comes with it where one was said.
    """
    issued = [_issued(one) for one in step.transactions if one["kind"] == Kind.EARN]
    by_campaigns = [one for one in issued if one[0].startswith(RULE)]
    if by_campaigns != (said := _said(step)):
        yield f"campaigns were to give {said}; the ledger says {by_campaigns}"
    if isinstance(step.activity, CampaignGift):
        offers = [one["offer"] for one in step.outcomes if one["type"] == "voucher_issued"]
        if step.activity.offer is not None and step.activity.offer not in offers:
            yield f"a voucher of {step.activity.offer} was to be given, and was not"


def _said(step: Step) -> list[tuple[str, str, int]]:
    """By what rule, of what and how much should be given."""
    gift = step.activity
    if not isinstance(gift, CampaignGift) or gift.asset is None or gift.amount is None:
        return []
    return [(f"{RULE}{gift.campaign}", gift.asset, gift.amount)]


def _issued(transaction: dict[str, object]) -> tuple[str, str, int]:
    postings = transaction["postings"]
    assert isinstance(postings, list)
    taken = sum(posting["amount"] for posting in postings if posting["account"] == ISSUED)
    return str(transaction["rule"]), str(transaction["asset"]), -taken
