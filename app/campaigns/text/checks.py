"""What must also be true of a campaign beyond the form of its text: that it fits the programme, and itself."""

from datetime import datetime, timedelta

from app.audience.known import words_of
from app.campaigns.model import Campaign
from app.campaigns.text.message_checks import check_messages
from app.campaigns.text.occurrences import next_occurrence
from app.engine.outcomes import OUTCOMES
from app.programme.checks.conditions import check_conditions
from app.programme.checks.reading import Found, at
from app.programme.leaves import leaves
from app.programme.mistakes import did_you_mean
from app.programme.model import BUILT_IN_KINDS, Programme
from app.programme.tree import Node
from app.programme.values import Meaning

WAYS = ("at", "local", "every", "on")
TWO_DAYS = timedelta(days=2)


def check_meaning(text: str, tree: Node, campaign: Campaign | None, programme: Programme) -> Found:
    """Every such mistake in the text; those of what must be read as a whole only once its form is right."""
    everything = list(leaves(Campaign, tree))
    yield from check_conditions(text, everything, words_of(programme))
    for leaf in everything:
        name = leaf.node.value
        if leaf.meaning is Meaning.ASSET and name not in programme.assets:
            way_out = did_you_mean(str(name), list(programme.assets))
            yield at(tree, leaf.steps, f"there is no asset `{name}`; {way_out}")
    yield from _timing(tree)
    if campaign is not None:
        yield from _kinds(tree, campaign, programme)
        yield from _outcome(tree, campaign)
        yield from _never(tree, campaign, programme)
        yield from _variants(tree, campaign)
        yield from _gift(tree, campaign, programme)
        yield from check_messages(tree, campaign, programme)


def check_time(tree: Node, campaign: Campaign, programme: Programme, not_before: datetime | None) -> Found:
    """Whether all its times lie in the past, if `not_before` is now."""
    timing = campaign.timing
    if not_before and timing.on is None and next_occurrence(timing, programme.tz, not_before) is None:
        yield at(tree, ("timing",), "all times of the campaign lie in the past; give it a later one")


def _timing(tree: Node) -> Found:
    block = tree.get("timing")
    if block is not None and len([name for name in WAYS if name in block.fields]) != 1:
        yield at(tree, ("timing",), "a campaign happens in one way: give one of `at`, `local`, `every` and `on`")


def _kinds(tree: Node, campaign: Campaign, programme: Programme) -> Found:
    known = [*sorted(BUILT_IN_KINDS), *programme.activities]
    named: list[tuple[tuple[str, ...], str]] = [(("goal", "of"), campaign.goal.of)]
    if campaign.timing.on:
        named.append((("timing", "on", "activity"), campaign.timing.on.activity))
    for steps, kind in named:
        if kind not in known:
            yield at(tree, steps, f"there is no activity `{kind}`; {did_you_mean(kind, known)}")


def _outcome(tree: Node, campaign: Campaign) -> Found:
    outcome = campaign.timing.on.outcome if campaign.timing.on else None
    if outcome is not None and outcome not in OUTCOMES:
        way_out = did_you_mean(outcome, sorted(OUTCOMES))
        yield at(tree, ("timing", "on", "outcome"), f"no activity leads to `{outcome}`; {way_out}")


def _never(tree: Node, campaign: Campaign, programme: Programme) -> Found:
    every = campaign.timing.every
    if every and next_occurrence(campaign.timing, programme.tz, every.starts.starts(programme.tz) - TWO_DAYS) is None:
        yield at(tree, ("timing", "every", "rule"), "no day fits this rule; look at its BY… parts again")


def _variants(tree: Node, campaign: Campaign) -> Found:
    names = [variant.id for variant in campaign.variants]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield at(tree, ("variants", index, "id"), f"the variant `{name}` exists already; give it another name")
        if name == "holdout":
            yield at(tree, ("variants", index, "id"), "`holdout` is the name of those who get nothing; use another")


def _gift(tree: Node, campaign: Campaign, programme: Programme) -> Found:
    gift = campaign.gift
    if gift is None:
        return
    if gift.reward is None and gift.offer is None:
        yield at(tree, ("gift",), "a gift is a `reward`, an `offer` or both")
    if gift.offer is not None and gift.offer not in programme.offers:
        way_out = did_you_mean(gift.offer, list(programme.offers), "add it to the programme's `offers`")
        yield at(tree, ("gift", "offer"), f"there is no offer `{gift.offer}`; {way_out}")
