"""Messages say of members what conditions can ask."""

from datetime import date, timedelta

import pytest
from campaign_world import PROGRAMME, Verdicts, campaign, started, with_phone, work

from app.campaigns.desk import Desk
from app.campaigns.text.load import load_campaign
from app.clock import FixedClock
from app.engine.activities import Purchase
from app.engine.backend import Backend
from app.engine.publishing import publish
from app.engine.record import record
from app.engine.update_profile import update_profile
from app.programme.load import load
from app.programme.mistakes import ProgrammeMistakes
from app.programme.vocabulary import vocabulary

TIERS = """
tiers:
  qualify: {by: earned, asset: points, calendar: quarter}
  levels:
    - {id: silver, name: {en: Silver, uk: Срібло}, from: 30}
"""
BODY = "You have {{ balance.points }} points"


@pytest.fixture(autouse=True)
async def tiers(backend: Backend, clock: FixedClock) -> None:
    await publish(backend.database, PROGRAMME + TIERS, clock.now(), "tests")


async def buys(backend: Backend, member: str, *amounts: int) -> None:
    for number, amount in enumerate(amounts):
        bought = Purchase(partner="till", reference=f"{member}-{number}", amount=amount, currency="EUR")
        await record(backend, member, bought, f"k{number}", "till")


async def body_of(desk: Desk, clock: FixedClock, push: Verdicts, said: str) -> str:
    await started(desk, campaign().replace(BODY, said))
    clock.instant += timedelta(hours=2)
    await work(desk)
    [message] = push.sent
    return message.content.body


async def test_levels_by_name_money_with_cents_and_counts(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    member = await with_phone(backend, "anna")
    await buys(backend, member, 1000, 1000, 1100)
    said = "{{ member.tier }}: {{ member.purchases }} times {{ member.average_receipt }}"
    assert await body_of(desk, clock, push, said) == "Silver: 3 times 10.33"


async def test_without_a_level_there_is_the_default(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    assert await body_of(desk, clock, push, "{{ member.tier | Newcomer }}") == "Newcomer"


async def test_what_lies_in_the_profile_is_read_for_it(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    member = await with_phone(backend, "anna")
    born = {"birth_date": date(1990, 3, 4).isoformat()}
    await update_profile(backend, member, zone=None, language=None, details=born, key="p1", source="app")
    said = "{{ member.birthday_in_days }} days, and you are {{ member.age }}"
    assert await body_of(desk, clock, push, said) == "3 days, and you are 36"


@pytest.mark.parametrize("name", ["member.badges", "member.dislikes", "activity.amount", "member.tiers"])
def test_what_is_no_text_is_told_when_the_campaign_is_checked(name: str) -> None:
    with pytest.raises(ProgrammeMistakes) as wrong:
        load_campaign(campaign().replace("balance.points", name), load(PROGRAMME + TIERS, vocabulary()))
    assert all(f"`{name}`" in mistake.message for mistake in wrong.value.mistakes)
