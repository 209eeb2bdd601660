"""What must be true of a campaign beyond the form of its text."""

from datetime import UTC, datetime, timedelta

import pytest
from campaign_world import PROGRAMME, campaign

from app.campaigns.text.load import load_campaign
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary

SECOND = timedelta(seconds=1)
WEEKLY = "{every: {rule: FREQ=WEEKLY;BYDAY=FR, from: 2027-03-05 18:00}}"

STORES = """
stores:
  dam: {name: Dam, region: NL-NH, fence: {latitude: 52.3731, longitude: 4.8926, radius_m: 100}}
"""
OFFERED = "gift: {offer: lunch, most: 3}"


def mistakes(text: str) -> list[str]:
    try:
        load_campaign(text, load(PROGRAMME + STORES, vocabulary()), drawn=["market", "harbour"])
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
        (campaign(more="audience: {near: [store:damm]}"), "there is no fence `store:damm`; did you mean `store:dam`?"),
        (campaign(more="audience: {near: [dam]}"), "did you mean that of the store, `store:dam`?"),
        (campaign(more="audience: {near: [markt]}"), "there is no fence `markt`; did you mean `market`?"),
        (campaign(more="audience: {near: [market, nowhere]}"), "there is no fence `nowhere`; use one of `store:dam`"),
        (campaign(more="audience: {pilot: {stores: [dan]}}"), "there is no store `dan`; did you mean `dam`?"),
        (campaign(more="audience: {pilot: {regions: [BG]}}"), "no store lies in BG"),
        (campaign().replace("You have", "{{gift.amount}}"), "give the campaign a `gift` with a `reward`"),
        (campaign(more=OFFERED).replace("You have", "{{gift.amount}}"), "`gift.amount` never stands for any"),
        (campaign().replace("You have", "{{voucher.until}}"), "give the campaign a `gift` with an `offer`"),
        (
            campaign().replace("Hello", "{% if member.name %}Hello"),
            "`{% if member.name %}` would be sent to the letter",
        ),
        (campaign().replace("id: only", "id: holdout"), "`holdout` is the name of those who get nothing"),
        (campaign().replace("A surprise", '""'), "must not be empty"),
        (campaign().replace("A surprise", "x" * 101), "must not be longer than 100 characters"),
        (campaign(holdout=51), "must be from 0 to 50 percent"),
    ],
)
def test_what_can_not_be_meant_is_told_with_the_way_out(text: str, complaint: str) -> None:
    assert any(complaint in mistake for mistake in mistakes(text)), mistakes(text)


@pytest.mark.parametrize(
    "text",
    [
        campaign(more="audience: {near: [market, store:dam], pilot: {stores: [dam], regions: [NL]}}"),
        campaign(more="gift: {reward: {earn: points, amount: 1}, most: 3}").replace(
            "points}}", "points}} {{gift.amount}}"
        ),
        campaign(timing="{on: {activity: purchase}}").replace("You have", "{{voucher.code}}"),
        campaign().replace("Hello", "50 % {off}"),
    ],
)
def test_what_is_there_can_be_named(text: str) -> None:
    assert mistakes(text) == []


def test_all_that_is_missing_is_told_at_once() -> None:
    assert mistakes("campaign: hello\ngift: {offer: lunch}\nchannels: [{after: 1d}]") == [
        "`name` is missing; add it to the file",
        "`timing` is missing; add it to the file",
        "`variants` is missing; add it to the file",
        "`most` is missing; add it to `gift`",
        "`channel` is missing; add it to `channels[1]`",
    ]


def test_a_time_that_is_over_is_told_where_it_is_asked_for() -> None:
    programme, text = load(PROGRAMME, vocabulary()), campaign(timing="{at: 2027-03-01 12:00}")
    noon = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
    assert load_campaign(text, programme).name == load_campaign(text, programme, not_before=noon - SECOND).name
    with pytest.raises(ProgrammeMistakes, match="all times of the campaign lie in the past"):
        load_campaign(text, programme, not_before=noon)
    waiting = campaign(timing="{on: {activity: visit}}")
    assert load_campaign(waiting, programme, not_before=noon).timing.on
