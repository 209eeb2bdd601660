"""The example campaigns, lived through: drafted by one person, approved by another, delivered as time passes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from importlib import resources

from api_world import World, key, serving
from campaigning import change, deliver, draft, with_phone

from app.audience.known import Known
from app.campaigns.desk import Desk
from app.campaigns.model import Channel
from app.campaigns.sender import Outgoing
from app.campaigns.text.arms import HOLDOUT, arm_of
from app.campaigns.text.load import campaign_in
from app.channels.verdict import Delivered, Verdict
from app.members.consents import Purpose
from app.programme.examples import example
from app.storage.client import Database


class Letters:
    """A channel that reaches everybody, and keeps to whom it sent."""

    def __init__(self, purpose: Purpose) -> None:
        self.purpose = purpose
        self.to: list[str] = []

    async def reachable(self, known: Sequence[Known]) -> set[str]:
        return {one.member.id for one in known}

    async def send(self, outgoing: Sequence[Outgoing]) -> list[Verdict]:
        self.to += [one.known.member.id for one in outgoing]
        return [Delivered("") for _ in outgoing]


def campaign(name: str) -> str:
    return resources.files("app.campaigns").joinpath("examples", f"{name}.yaml").read_text(encoding="utf-8")


async def started(world: World, name: str) -> None:
    assert (await draft(world, campaign(name)))["userErrors"] == []
    submitted = await change(world, "submit", campaign=name)
    assert submitted["userErrors"] == []
    if submitted["campaign"]["state"] == "WAITING":
        assert (await change(world, "approve", campaign=name, subject="mia"))["userErrors"] == []


async def stars_of(world: World, member: str) -> int:
    document = await world.database.members.find_one({"_id": member})
    assert document is not None
    return sum(lot["remaining"] for held in document["wallet"].values() for lot in held["lots"])


async def agrees(world: World, member: str, *purposes: Purpose) -> None:
    consent = {"granted": True, "since": world.clock.now(), "text_version": "1"}
    changes = {f"consents.{purpose}": consent for purpose in purposes}
    await world.database.members.update_one({"_id": member}, {"$set": changes})


async def test_the_gift_comes_on_the_birthday_and_once(database: Database) -> None:
    async with serving(database, example("coffee")) as world:
        world.system_clock.instant = datetime(2027, 1, 30, 14, 0, tzinfo=UTC)
        anna = await with_phone(world, "anna")  # born on 31 January
        await started(world, "birthday")
        world.system_clock.instant = datetime(2027, 1, 31, 8, 55, tzinfo=UTC)  # five to ten in Amsterdam
        assert await deliver(world) == []
        world.later(minutes=10)
        assert await deliver(world) == ["anna"]
        [message] = world.push.sent
        assert message.content.title == "Happy birthday, Anna!"
        assert await stars_of(world, anna) == 100
        world.later(days=1)
        await deliver(world)
        assert len(world.push.sent) == 1


async def test_the_cascade_ends_when_the_member_comes_by(database: Database) -> None:
    async with serving(database, example("comeback")) as world:
        world.system_clock.instant = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
        letters, texts = Letters(Purpose.MARKETING_EMAIL), Letters(Purpose.MARKETING_SMS)
        senders = {**world.desk.senders, Channel.EMAIL: letters, Channel.SMS: texts}
        world.desk = Desk(world.backend, "tests", senders)
        members = {}
        for name in ("anna", "ben"):
            members[name] = await with_phone(world, name)
            await agrees(world, members[name], letters.purpose, texts.purpose)
            await visit(world, name)
        await started(world, "miss-you")
        await world.database.campaigns.update_one({}, {"$set": {"salt": salt_without_holdout(list(members.values()))}})
        world.later(days=29)
        await world.database.devices.update_many({}, {"$set": {"last_seen_at": world.system_clock.instant}})
        await days_pass(world, 3)
        assert sorted(message.target.value for message in world.push.sent) == ["anna", "ben"]
        assert (letters.to, texts.to) == ([], [])
        await days_pass(world, 3)
        assert sorted(letters.to) == sorted(members.values())
        await visit(world, "anna")
        await days_pass(world, 5)
        assert texts.to == [members["ben"]]
        assert len(world.push.sent) == 2


async def visit(world: World, name: str) -> None:
    mutation = """mutation($key: UUID!, $name: String!) { recordVisit(input: {
      idempotencyKey: $key, member: {externalId: $name}}) { userErrors { code } } }"""
    assert (await world.partner(mutation, key=key(), name=name))["recordVisit"]["userErrors"] == []


async def days_pass(world: World, days: int) -> None:
    for _ in range(days * 3):
        world.later(hours=8)
        await deliver(world)


def salt_without_holdout(members: Sequence[str]) -> str:
    """A salt that holds none of these members out."""
    variants = campaign_in(campaign("miss-you")).variants
    salts = (str(number) for number in range(1_000))
    return next(salt for salt in salts if all(arm_of(salt, one, Decimal(10), variants) != HOLDOUT for one in members))
