"""What must be true of a campaign beyond the form of its text."""

import pytest
from campaign_world import PROGRAMME, campaign

from app.campaigns.load import load_campaign
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary

WEEKLY = "{every: {rule: FREQ=WEEKLY;BYDAY=FR, from: 2027-03-05 18:00}}"


def mistakes(text: str) -> list[str]:
    try:
        load_campaign(text, load(PROGRAMME, vocabulary()))
    except ProgrammeMistakes as wrong:
        return [mistake.message for mistake in wrong.mistakes]
    return []


@pytest.mark.parametrize(
    "timing",
    [
        "{at: 2027-03-01 12:00}",
        "{local: 2027-03-01 12:00}",
        WEEKLY,
        WEEKLY.replace("}}", "}, everywhere_at_once: true}"),
        "{every: {rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29, from: 2025-01-01 09:00}}",
        "{on: {activity: purchase, outcome: tier_changed, when: activity.amount > 3, after: 2h}}",
    ],
)
def test_each_kind_of_timing_can_be_written(timing: str) -> None:
    assert mistakes(campaign(timing=timing)) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (campaign(timing="{at: 2027-03-01, local: 2027-03-01}"), "give one of `at`, `local`, `every` and `on`"),
        (campaign(timing="{}"), "give one of `at`, `local`, `every` and `on`"),
        (campaign(timing="{on: {activity: purchases}}"), "did you mean `purchase`?"),
        (campaign(timing="{on: {activity: visit, outcome: tier_change}}"), "did you mean `tier_changed`?"),
        (campaign(timing="{on: {activity: visit, outcome: luck}}"), "no activity leads to `luck`; use one of `adju"),
        (campaign(timing=WEEKLY.replace("BYDAY=FR", "BYMONTH=2;BYDAY=FR;UNTIL=20270201")), "no day fits this rule"),
        (campaign(more="gift: {most: 3}"), "a gift is a `reward`, an `offer` or both"),
        (campaign(more="gift: {offer: lunch, most: 3}"), "there is no offer `lunch`"),
        (campaign(more="gift: {reward: {earn: pints, amount: 1}, most: 3}"), "there is no asset `pints`"),
        (campaign(more="goal: {of: visiting}"), "there is no activity `visiting`"),
        (campaign(more="audience: {when: member.purchazes > 1}"), "member.purchazes"),
        (campaign(more="channels: [{channel: sms}]"), "add `sms` to the message"),
        (campaign().replace("id: only", "id: holdout"), "`holdout` is the name of those who get nothing"),
        (campaign().replace("A surprise", '""'), "must not be empty"),
        (campaign().replace("A surprise", "x" * 101), "must not be longer than 100 characters"),
        (campaign(holdout=51), "must be from 0 to 50 percent"),
    ],
)
def test_what_can_not_be_meant_is_told_with_the_way_out(text: str, complaint: str) -> None:
    assert any(complaint in mistake for mistake in mistakes(text)), mistakes(text)
