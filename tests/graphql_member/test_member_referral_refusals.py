"""Every refusal of inviting, cancelling and accepting over the member API."""

import pytest
from member_world import PROGRAMME, World
from referral_play import TERMS, WITH_REFERRAL, accept, buys, cancel, codes, create, join_later, referral


@pytest.fixture
def programme() -> str:
    return WITH_REFERRAL


async def test_who_has_not_joined_can_do_none_of_it(world: World) -> None:
    for payload in (await create(world), await cancel(world, "x"), await accept(world, "x")):
        assert codes(payload) == [("NOT_JOINED", None)]
        assert payload["outcomes"] == []


@pytest.mark.parametrize("programme", [PROGRAMME], ids=["no referral"])
async def test_a_programme_without_referral_offers_none_of_it(world: World) -> None:
    await world.join()
    for payload in (await create(world), await cancel(world, "x"), await accept(world, "x", "anna")):
        assert codes(payload) == [("REFERRAL_NOT_OFFERED", None)]
    assert await referral(world) is None
    assert (await world.ask(TERMS))["programme"]["referral"] is None


async def test_inviting_is_refused_beyond_the_day_and_for_names_that_can_not_be_kept(world: World) -> None:
    await world.join()
    assert codes(await create(world, channel="")) == [("INVALID_REFERENCE", ["input", "channel"])]
    assert codes(await create(world, device="x" * 101)) == [("INVALID_REFERENCE", ["input", "device"])]
    for _ in range(4):
        await create(world)
    refused = await create(world)
    assert codes(refused) == [("INVITATION_LIMIT_REACHED", None)]
    [error] = refused["userErrors"]
    assert (error["limit"], error["nextAt"]) == (4, "2026-03-02T23:00:00.000Z")


async def test_cancelling_is_refused_for_what_is_not_ones_own_or_no_longer_unused(world: World) -> None:
    await world.join()
    used, old, gone = [(await create(world))["invitation"] for _ in range(3)]
    await join_later(world)
    assert codes(await cancel(world, used["id"], "boris")) == [("UNKNOWN_INVITATION", ["input", "invitation"])]
    assert codes(await cancel(world, "nonsense")) == [("UNKNOWN_INVITATION", ["input", "invitation"])]
    await accept(world, used["code"])
    assert codes(await cancel(world, used["id"])) == [("INVITATION_USED", ["input", "invitation"])]
    await cancel(world, gone["id"])
    assert codes(await cancel(world, gone["id"])) == [("INVITATION_CANCELLED", ["input", "invitation"])]
    world.later(days=31)
    assert codes(await cancel(world, old["id"])) == [("INVITATION_EXPIRED", ["input", "invitation"])]


async def test_accepting_is_refused_for_an_unknown_an_own_a_cancelled_and_a_used_invitation(world: World) -> None:
    await world.join()
    used, gone = [(await create(world))["invitation"] for _ in range(2)]
    await cancel(world, gone["id"])
    assert codes(await accept(world, "NOSUCH", "anna")) == [("UNKNOWN_INVITATION", ["input", "code"])]
    assert codes(await accept(world, used["code"], "anna")) == [("OWN_INVITATION", ["input", "code"])]
    await join_later(world)
    await join_later(world, "clara")
    assert codes(await accept(world, gone["code"])) == [("INVITATION_CANCELLED", ["input", "code"])]
    await accept(world, used["code"])
    assert codes(await accept(world, used["code"], "clara")) == [("INVITATION_USED", ["input", "code"])]


async def test_accepting_is_refused_when_it_is_too_late(world: World) -> None:
    await world.join()
    early = (await create(world))["invitation"]
    await join_later(world)
    world.later(days=8)
    [error] = (await accept(world, early["code"]))["userErrors"]
    assert (error["code"], error["field"], error["until"]) == ("JOINED_TOO_LONG_AGO", None, "2026-03-09T12:01:00.000Z")
    world.later(days=23)
    await join_later(world, "clara")
    [error] = (await accept(world, early["code"], "clara"))["userErrors"]
    assert (error["code"], error["field"]) == ("INVITATION_EXPIRED", ["input", "code"])
    assert error["expiredAt"] == early["expiresAt"]


async def test_accepting_is_refused_a_second_time_and_backwards(world: World) -> None:
    await world.join()
    codes_of_anna = [(await create(world))["invitation"]["code"] for _ in range(2)]
    await join_later(world)
    await accept(world, codes_of_anna[0])
    [error] = (await accept(world, codes_of_anna[1]))["userErrors"]
    assert (error["code"], error["acceptedAt"]) == ("ALREADY_INVITED", "2026-03-02T12:01:00.000Z")
    back = (await create(world, "boris"))["invitation"]["code"]
    assert codes(await accept(world, back, "anna")) == [("NOT_NEWER_THAN_INVITER", ["input", "code"])]


async def test_accepting_is_refused_on_the_device_and_with_the_means_of_payment_of_the_inviter(world: World) -> None:
    await world.join()
    code = (await create(world, device="phone"))["invitation"]["code"]
    await join_later(world)
    assert codes(await accept(world, code, device=" ")) == [("INVALID_REFERENCE", ["input", "device"])]
    assert codes(await accept(world, code, paymentReference="")) == [
        ("INVALID_REFERENCE", ["input", "paymentReference"])
    ]
    assert codes(await accept(world, code, device="phone")) == [("SAME_DEVICE", ["input", "device"])]
    await join_later(world, "clara")
    await accept(world, code, device="tablet", paymentReference="card")
    onward = (await create(world, "boris"))["invitation"]["code"]
    refused = await accept(world, onward, "clara", paymentReference="card")
    assert codes(refused) == [("SAME_PAYMENT", ["input", "paymentReference"])]


async def test_no_refusal_names_the_other_member(world: World) -> None:
    await world.join(name="Anna de Vries", email="anna@example.org")
    code = (await create(world, device="phone"))["invitation"]["code"]
    await join_later(world)
    refused = await accept(world, code, device="phone")
    await buys(world, "r1")
    for secret in ("Anna", "anna@", await world.member()):
        assert secret not in str(refused)
