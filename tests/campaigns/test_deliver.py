"""Delivering what is due."""

from datetime import timedelta

from campaign_world import PROGRAMME, Verdicts, campaign, decisions, started, with_phone, work

from app.campaigns.desk import Desk
from app.clock import FixedClock
from app.engine.backend import Backend
from app.engine.publishing import publish


async def test_a_message_is_sent_when_it_is_due_and_once_only(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna = await with_phone(backend, "anna")
    name = await started(desk, campaign())
    await work(desk)
    assert push.to == []
    clock.instant += timedelta(hours=2)
    await work(desk)
    await work(desk)
    assert push.to == ["anna"]
    assert await decisions(desk, name) == {f"{anna}:0": "sent"}
    assert push.sent[0].content.body == "You have 0 points"


GIFT = "gift: {reward: {earn: points, amount: 7}, most: 1}"


async def test_a_message_tells_of_the_balance_with_its_gift(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    await with_phone(backend, "anna")
    await started(desk, campaign("gift", more=GIFT))
    clock.instant += timedelta(hours=2)
    await work(desk)
    assert [message.content.body for message in push.sent] == ["You have 7 points"]
    kept = await desk.database.inbox.find_one({})
    assert kept is not None
    assert kept["body"] == "You have 7 points"


async def test_a_message_without_a_gift_beside_one_with_is_sent_too(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    anna, ben = await with_phone(backend, "anna"), await with_phone(backend, "ben")
    await started(desk, campaign("gift", more=GIFT))
    await started(desk, campaign("news"))
    clock.instant += timedelta(hours=2)
    await work(desk)
    got = sorted((message.target.value, message.content.body) for message in push.sent)
    [lucky] = await desk.database.activities.distinct("member", {"kind": "campaign_gift"})
    assert len(got) == 3
    assert {body for whom, body in got if whom != {anna: "anna", ben: "ben"}[lucky]} == {"You have 0 points"}
    assert await desk.database.deliveries.count_documents({"decision": "given_away"}) == 1


async def test_names_are_in_the_language_of_the_text(
    desk: Desk, backend: Backend, clock: FixedClock, push: Verdicts
) -> None:
    named = PROGRAMME.replace("name: Surprises", "name: {en: Surprises, uk: Сюрпризи}")
    await publish(backend.database, named, clock.now(), "tests")
    for name in ("anna", "olha"):
        await with_phone(backend, name)
    olha = (await desk.database.devices.find_one({"value": "olha"}) or {})["member"]
    await desk.database.members.update_one({"_id": olha}, {"$set": {"language": "uk"}})
    text = campaign().replace("You have {{ balance.points }} points", "From {{ programme.name }}")
    await started(desk, text)
    both = text.replace("campaign: hello", "campaign: both") + (
        '        uk: {notice: {title: "Вітаємо", body: "Від {{ programme.name }}"}}\n'
    )
    await started(desk, both)
    clock.instant += timedelta(hours=2)
    await work(desk)
    got = {(message.target.value, message.content.body) for message in push.sent}
    assert got == {("anna", "From Surprises"), ("olha", "From Surprises"), ("olha", "Від Сюрпризи")}
