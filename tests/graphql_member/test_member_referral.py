"""Referral over the member API: what it shows of invitations and of friends, and its terms."""

import asyncio

import pytest
from member_world import World, key
from referral_play import (
    NODE,
    TERMS,
    WITH_REFERRAL,
    accept,
    activities,
    brings_back,
    buys,
    cancel,
    codes,
    create,
    join_later,
    referral,
)


@pytest.fixture
def programme() -> str:
    return WITH_REFERRAL


async def test_an_invitation_answers_with_its_code_and_link(world: World) -> None:
    await world.join()
    made = await create(world, channel="mail")
    assert made["userErrors"] == []
    invitation = made["invitation"]
    assert invitation["link"] == f"https://example.org/join?code={invitation['code']}"
    assert (invitation["stage"], invitation["channel"]) == ("SENT", "mail")
    assert invitation["at"] == invitation["sentAt"] == "2026-03-02T12:00:00.000Z"
    assert invitation["expiresAt"] == "2026-04-01T11:00:00.000Z"
    assert [one["message"] for one in made["outcomes"]] == ["Your invitation is ready to be sent", "Points +1"]
    assert made["outcomes"][0]["invitationId"] == invitation["id"]
    assert made["member"]["referral"]["code"] == invitation["code"]
    assert (await world.ask(NODE, id=invitation["id"]))["node"] == invitation


async def test_each_stage_shows_with_its_date_and_nothing_else_of_the_friend(world: World) -> None:
    await world.join()
    invitation = (await create(world))["invitation"]
    await join_later(world)
    assert (await accept(world, f" {invitation['code'].lower()} "))["userErrors"] == []
    assert await stage(world) == ("JOINED", "2026-03-02T12:01:00.000Z")
    world.later(minutes=1)
    await buys(world, "r1")
    assert await stage(world) == ("BOUGHT", "2026-03-02T12:02:00.000Z")
    told = await activities(world)
    assert [one["kind"] for one in told] == ["friend_bought", "friend_joined", "invitation", "join"]
    assert [one["source"] for one in told[:2]] == ["referral", "referral"]
    assert told[0]["outcomes"] == [
        {"message": "A friend of yours has made a first purchase", "invitationId": invitation["id"], "step": "BOUGHT"},
        {"message": "Points +100", "rule": "referral:bought", "amount": 100},
    ]
    await brings_back(world, "r1")
    assert await stage(world) == ("JOINED", "2026-03-02T12:01:00.000Z")
    assert (await activities(world))[0]["outcomes"][0]["step"] == "RETURNED"


async def test_what_was_earned_is_less_what_went_back(world: World) -> None:
    await world.join()
    assert (await referral(world))["earned"] == []
    await accepted_by_boris(world)
    await buys(world, "r1")
    assert (await referral(world))["earned"] == [{"asset": {"id": "points"}, "amount": 111}]
    assert (await referral(world, "boris"))["earned"] == [{"asset": {"id": "points"}, "amount": 12}]
    await brings_back(world, "r1")
    assert (await referral(world))["earned"] == [{"asset": {"id": "points"}, "amount": 11}]
    assert (await referral(world, "boris"))["earned"] == [{"asset": {"id": "points"}, "amount": 5}]


async def test_the_limits_show_what_is_left(world: World) -> None:
    await world.join()
    assert (await referral(world))["limits"] == left(4, 2, 1, 1, 3)
    await accepted_by_boris(world)
    assert (await referral(world))["limits"] == left(3, 1, 0, 1, 3)
    await buys(world, "r1")
    for _ in range(3):
        await create(world)
    assert (await referral(world))["limits"] == left(0, 0, 0, 0, 3)
    world.later(days=7)
    assert (await referral(world))["limits"] == left(4, 2, 0, 0, 3)


async def test_the_code_to_send_is_that_of_the_latest_invitation_that_can_be_accepted(world: World) -> None:
    await world.join()
    empty = await referral(world)
    assert (empty["code"], empty["link"]) == (None, None)
    first, second = [(await create(world))["invitation"] for _ in range(2)]
    assert (await referral(world))["code"] == second["code"]
    cancelled = await cancel(world, second["id"])
    assert cancelled["invitation"] == {**second, "stage": "CANCELLED"}
    assert cancelled["outcomes"] == [
        {"__typename": "InvitationCancelled", "message": "Your invitation is cancelled", "invitationId": second["id"]}
    ]
    now = await referral(world)
    assert (now["code"], now["link"]) == (first["code"], first["link"])
    world.later(days=31)
    assert (await referral(world))["code"] is None
    assert [one["stage"] for one in (await referral(world))["invitations"]["nodes"]] == ["CANCELLED", "EXPIRED"]


async def test_invitations_come_in_pages(world: World) -> None:
    await world.join()
    made = [(await create(world))["invitation"]["code"] for _ in range(3)]
    first = (await referral(world, first=2))["invitations"]
    assert first["pageInfo"]["hasNextPage"]
    rest = (await referral(world, first=2, after=first["pageInfo"]["endCursor"]))["invitations"]
    assert [one["code"] for one in first["nodes"] + rest["nodes"]] == made[::-1]
    assert not rest["pageInfo"]["hasNextPage"]


async def test_others_see_nothing_of_an_invitation(world: World) -> None:
    await world.join()
    invitation = (await create(world))["invitation"]
    await join_later(world)
    assert (await world.ask(NODE, "boris", id=invitation["id"]))["node"] is None
    assert (await cancel(world, invitation["id"], "boris"))["invitation"] is None


async def test_a_new_member_sees_until_when_an_invitation_can_be_accepted(world: World) -> None:
    await world.join()
    code = (await create(world))["invitation"]["code"]
    await join_later(world)
    assert (await referral(world, "boris"))["canAcceptUntil"] == "2026-03-09T12:01:00.000Z"
    done = await accept(world, code)
    assert [one["message"] for one in done["outcomes"]] == ["You have accepted the invitation", "Points +5"]
    mine = done["member"]["referral"]
    assert (mine["acceptedAt"], mine["canAcceptUntil"]) == ("2026-03-02T12:01:00.000Z", None)
    world.later(days=7)
    assert (await referral(world))["canAcceptUntil"] is None


async def test_fifty_sends_of_one_invitation_get_fifty_equal_answers(world: World) -> None:
    await world.join()
    once = key()
    answers = await asyncio.gather(*(create(world, idempotencyKey=once, channel="mail") for _ in range(50)))
    assert all(answer["invitation"] == answers[0]["invitation"] for answer in answers)
    assert len((await referral(world))["invitations"]["nodes"]) == 1
    reused = await create(world, idempotencyKey=once, channel="sms")
    assert codes(reused) == [("IDEMPOTENCY_KEY_REUSED", ["input", "idempotencyKey"])]
    assert reused["invitation"] is None


async def test_the_terms_are_told_in_words(world: World) -> None:
    terms = (await world.ask(TERMS))["programme"]["referral"]
    assert (terms["name"], terms["text"], terms["dailyLimit"]) == ("Bring a friend", "Both of you win.", 4)
    assert terms["smallestPurchase"] == {"amount": "10.00", "currencyCode": "EUR"}
    assert {step: prize["amount"] for step, prize in terms["rewards"].items()} == {
        "sent": 1,
        "joined": 10,
        "bought": 100,
        "friendJoined": 5,
        "friendBought": 7,
        "secondLevel": 1000,
    }
    assert "10 points for you when a friend has joined by your invitation" in terms["words"]


async def stage(world: World) -> tuple[str, str]:
    """The stage of Anna's only invitation, and since when."""
    [invitation] = (await referral(world))["invitations"]["nodes"]
    return invitation["stage"], invitation["at"]


async def accepted_by_boris(world: World) -> None:
    code = (await create(world))["invitation"]["code"]
    await join_later(world)
    await accept(world, code)


def left(today: int, paid: int, joining: int, buying: int, second: int) -> dict[str, int]:
    return {
        "invitationsLeft": today,
        "paidInvitationsLeft": paid,
        "joiningFriendsLeft": joining,
        "buyingFriendsLeft": buying,
        "friendsOfFriendsLeft": second,
    }
