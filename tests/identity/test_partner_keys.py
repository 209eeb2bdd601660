"""Partner keys: shown once, stored hashed, revoked at once."""

import asyncio
import re

import pytest
from identity_world import NOON, later

from app.identity.callers import PartnerCaller
from app.identity.errors import BadPartner, Unauthenticated, UnknownPartnerKey
from app.identity.partners import new_key_text, read_key_text
from app.identity.store import create_key, list_keys, revoke_key, verify_key


async def made_key():
    return await create_key("shop-1", "The Shop", "staff-anna", NOON)


async def test_new_key_lets_its_partner_in(partner_keys):
    key = await made_key()
    assert re.fullmatch(r"mgp_[0-9a-f]{16}_[A-Za-z0-9_-]{43}", key.text)
    assert await verify_key(partner_keys, key.text, NOON) == PartnerCaller("shop-1", "The Shop", key.key_id)


async def test_secret_is_nowhere_in_the_database(partner_keys):
    key = await made_key()
    await verify_key(partner_keys, key.text, NOON)
    raw = await partner_keys["partner_keys"].find_one({})
    assert raw["_id"] == key.key_id
    assert len(raw["secret_hash"]) == 32
    assert key.secret not in repr(raw)
    assert key.secret.encode() not in raw["secret_hash"]


def test_secret_does_not_show_in_the_keys_repr():
    key = new_key_text()
    assert key.key_id in repr(key)
    assert key.secret not in repr(key)


def test_keys_differ_and_read_back():
    keys = [new_key_text() for _ in range(200)]
    assert len({key.key_id for key in keys}) == len({key.secret for key in keys}) == 200
    assert [read_key_text(key.text) for key in keys] == keys


async def test_wrong_secret_and_unknown_id_are_refused_with_the_same_words(partner_keys):
    key, stranger = await made_key(), new_key_text()
    reasons = set()
    for text in (f"mgp_{key.key_id}_{stranger.secret}", f"mgp_{stranger.key_id}_{key.secret}", stranger.text):
        with pytest.raises(Unauthenticated) as refused:
            await verify_key(partner_keys, text, NOON)
        reasons.add(refused.value.reason)
    assert reasons == {"the partner key is not valid"}
    assert (await list_keys())[0].last_used_at is None


async def test_secret_of_one_key_does_not_open_another(partner_keys):
    first, second = await made_key(), await made_key()
    with pytest.raises(Unauthenticated):
        await verify_key(partner_keys, f"mgp_{first.key_id}_{second.secret}", NOON)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: text + "\n",
        lambda text: " " + text,
        lambda text: text.upper(),
        lambda text: text.replace("mgp_", "mgp-"),
        lambda text: text.removeprefix("mgp_"),
        lambda text: "mgp_$ne_" + "A" * 43,
    ],
)
async def test_text_of_another_form_is_refused(partner_keys, change):
    key = await made_key()
    with pytest.raises(Unauthenticated, match="not a partner key"):
        await verify_key(partner_keys, change(key.text), NOON)


async def test_revoked_key_is_refused_from_the_next_request_on_and_others_are_not(partner_keys):
    key, other = await made_key(), await made_key()
    await verify_key(partner_keys, key.text, NOON)
    revoked = await revoke_key(key.key_id, later(minutes=1))
    assert revoked.revoked_at == later(minutes=1)
    with pytest.raises(Unauthenticated, match="revoked"):
        await verify_key(partner_keys, key.text, later(minutes=1))
    assert await verify_key(partner_keys, other.text, later(minutes=1))


async def test_revoking_again_keeps_the_first_instant(partner_keys):
    key = await made_key()
    answers = await asyncio.gather(*(revoke_key(key.key_id, later(minutes=minute)) for minute in range(10)))
    assert len({answer.revoked_at for answer in answers}) == 1
    assert (await revoke_key(key.key_id, later(days=1))).revoked_at == answers[0].revoked_at


async def test_somebody_with_a_wrong_secret_does_not_learn_that_a_key_was_revoked(partner_keys):
    key = await made_key()
    await revoke_key(key.key_id, NOON)
    with pytest.raises(Unauthenticated, match="not valid"):
        await verify_key(partner_keys, f"mgp_{key.key_id}_{new_key_text().secret}", NOON)


async def test_unknown_key_can_not_be_revoked(partner_keys):
    with pytest.raises(UnknownPartnerKey) as refused:
        await revoke_key("0123456789abcdef", NOON)
    assert refused.value.facts == {"key_id": "0123456789abcdef"}
    assert str(refused.value) == "There is no partner key 0123456789abcdef."


async def test_use_is_noted_at_most_once_an_hour_and_never_goes_back(partner_keys):
    key = await made_key()
    noted = []
    for minutes in (0, 59, 60, 61, 0):
        await verify_key(partner_keys, key.text, later(minutes=minutes))
        noted.append((await list_keys())[0].last_used_at)
    assert noted == [NOON, NOON, later(minutes=60), later(minutes=60), later(minutes=60)]


async def test_list_holds_one_partners_keys_the_newest_first(partner_keys):
    first = await create_key("shop-1", "The Shop", "staff-anna", NOON)
    await create_key("shop-2", "Another", "staff-anna", later(hours=1))
    second = await create_key("shop-1", "The Shop", "staff-boris", later(hours=2))
    await revoke_key(first.key_id, later(hours=3))
    keys = await list_keys("shop-1")
    assert [key.id for key in keys] == [second.key_id, first.key_id]
    assert [key.created_by for key in keys] == ["staff-boris", "staff-anna"]
    assert [key.revoked_at for key in keys] == [None, later(hours=3)]
    assert len(await list_keys()) == 3


@pytest.mark.parametrize(
    ("partner_id", "name"), [("shop:1", "Shop"), ("", "Shop"), ("x" * 41, "Shop"), ("shop-1", " ")]
)
async def test_a_partner_needs_an_id_without_a_colon_and_a_name(partner_keys, partner_id, name):
    with pytest.raises(BadPartner):
        await create_key(partner_id, name, "staff-anna", NOON)
    assert await list_keys() == []
