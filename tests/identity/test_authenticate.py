"""The one door: which header lets whom in, and what a refusal gives away."""

import base64
import json
import logging
import traceback

import jwt
import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from identity_world import ISSUER, NOON, firebase_claims, new_rsa_key, sign

from app.clock import FixedClock
from app.identity.authenticate import Authenticator
from app.identity.callers import MemberCaller, Role, StaffCaller
from app.identity.development import DevelopmentTokens
from app.identity.errors import Forbidden, IdentityUnavailable, Unauthenticated
from app.identity.store import create_key, revoke_key


@pytest.fixture
def development_tokens(tmp_path):
    return DevelopmentTokens(tmp_path, mode="development", clock=FixedClock(NOON))


@pytest.fixture
def production(firebase, partner_keys, clock):
    return Authenticator(firebase=firebase, development_tokens=None, database=partner_keys, clock=clock)


@pytest.fixture
def everything(firebase, development_tokens, partner_keys, clock):
    return Authenticator(firebase=firebase, development_tokens=development_tokens, database=partner_keys, clock=clock)


async def test_firebase_token_lets_a_member_in(production, google_key):
    caller = await production.member(f"Bearer {sign(firebase_claims(), google_key)}")
    assert isinstance(caller, MemberCaller)
    assert (caller.subject, caller.issuer) == ("uid-anna", ISSUER)


async def test_firebase_token_with_roles_lets_staff_in(production, google_key):
    caller = await production.staff(f"Bearer {sign(firebase_claims(magpie_roles=['support']), google_key)}")
    assert isinstance(caller, StaffCaller)
    assert caller.roles == {Role.SUPPORT}


async def test_member_is_no_staff(everything, google_key, development_tokens):
    for token in (sign(firebase_claims(), google_key), development_tokens.issue_member_token("anna")):
        with pytest.raises(Forbidden):
            await everything.staff(f"Bearer {token}")


async def test_both_kinds_of_token_work_side_by_side_in_development(everything, google_key, development_tokens):
    assert (await everything.member(f"Bearer {sign(firebase_claims(), google_key)}")).issuer == ISSUER
    mine = await everything.member(f"Bearer {development_tokens.issue_member_token('anna')}")
    assert (mine.subject, mine.issuer) == ("anna", "magpie-development")
    staff = await everything.staff(f"Bearer {development_tokens.issue_staff_token('Boris', [Role.ADMIN])}")
    assert staff.roles == {Role.ADMIN}


async def test_development_token_is_nothing_in_production(production, development_tokens, key_server):
    token = development_tokens.issue_staff_token("Boris", [Role.ADMIN])
    for door in (production.member, production.staff):
        with pytest.raises(Unauthenticated, match="not signed with RS256"):
            await door(f"Bearer {token}")
    assert key_server.requests == 0


async def test_firebase_token_is_nothing_where_there_is_no_firebase(
    development_tokens, partner_keys, clock, google_key
):
    alone = Authenticator(firebase=None, development_tokens=development_tokens, database=partner_keys, clock=clock)
    assert await alone.member(f"Bearer {development_tokens.issue_member_token('anna')}")
    with pytest.raises(Unauthenticated, match="not signed with HS256"):
        await alone.member(f"Bearer {sign(firebase_claims(), google_key)}")


async def test_unsigned_token_is_refused_in_every_mode(everything, production):
    token = jwt.encode(firebase_claims(), None, algorithm="none", headers={"kid": "one"})
    for authenticator in (everything, production):
        with pytest.raises(Unauthenticated):
            await authenticator.member(f"Bearer {token}")


def test_door_that_nobody_could_pass_is_not_built(partner_keys, clock):
    with pytest.raises(ValueError, match="nobody could sign in"):
        Authenticator(firebase=None, development_tokens=None, database=partner_keys, clock=clock)


async def test_partner_key_lets_a_partner_in_until_revoked(production, clock):
    key = await create_key("shop-1", "The Shop", "staff-anna", NOON)
    assert (await production.partner(f"Bearer {key.text}")).partner_id == "shop-1"
    await revoke_key(key.key_id, NOON)
    with pytest.raises(Unauthenticated, match="revoked"):
        await production.partner(f"Bearer {key.text}")


async def test_credentials_open_their_own_door_only(production, google_key):
    key = await create_key("shop-1", "The Shop", "staff-anna", NOON)
    for door in (production.member, production.staff):
        with pytest.raises(Unauthenticated):
            await door(f"Bearer {key.text}")
    with pytest.raises(Unauthenticated):
        await production.partner(f"Bearer {sign(firebase_claims(magpie_roles=['admin']), google_key)}")


@pytest.mark.parametrize("header", [None, ""])
async def test_missing_header_says_what_to_send(production, header):
    for door in (production.member, production.staff, production.partner):
        with pytest.raises(Unauthenticated, match="Authorization: Bearer <token>"):
            await door(header)


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Basic YTpi", "TOKEN", "Bearer a b", "Bearer a, Bearer b", "Bearer ключ", "x" * 9000],
)
async def test_header_of_another_form_is_refused(production, header):
    for door in (production.member, production.staff, production.partner):
        with pytest.raises(Unauthenticated, match="must have the form"):
            await door(header.replace("TOKEN", "a.b.c"))


async def test_name_of_the_scheme_may_be_written_in_any_case(production, google_key):
    for scheme in ("bearer", "BEARER", "Bearer "):
        assert await production.member(f"{scheme} {sign(firebase_claims(), google_key)}")


async def test_very_long_token_is_refused_before_it_is_read(production, google_key, key_server):
    token = sign(firebase_claims(padding="x" * 9000), google_key)
    with pytest.raises(Unauthenticated, match="must have the form"):
        await production.member(f"Bearer {token}")
    assert key_server.requests == 0


def segment(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["RS256", "HS256", "none", "one", "b64"]) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["alg", "iss", "x"]), inner),
    max_leaves=5,
)
HEADER = st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk"]), JSON) | JSON
FORGED_TOKEN = st.builds(lambda head, body: f"Bearer {segment(head)}.{segment(body)}.AAAA", HEADER, JSON)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.text() | FORGED_TOKEN)
async def test_any_text_at_all_is_refused_in_an_orderly_way(everything, header):
    for door in (everything.member, everything.staff, everything.partner):
        with pytest.raises(Unauthenticated):
            await door(header)


async def test_refusals_and_logs_repeat_no_token_and_no_key(
    everything, development_tokens, google_key, key_server, stopwatch, caplog
):
    caplog.set_level(logging.DEBUG)
    key = await create_key("shop-1", "The Shop", "staff-anna", NOON)
    tokens = [
        sign(firebase_claims(exp=1), google_key),
        sign(firebase_claims(), new_rsa_key()),
        sign(firebase_claims(), google_key, "unknown-key-of-somebody"),
        development_tokens.issue_member_token("anna")[:-4] + "AAAA",
    ]
    written = []
    with structlog.testing.capture_logs() as logs:
        for token in tokens:
            with pytest.raises(Unauthenticated) as refused:
                await everything.member(f"Bearer {token}")
            written.append("".join(traceback.format_exception(refused.value)))
        await revoke_key(key.key_id, NOON)
        with pytest.raises(Unauthenticated) as refused:
            await everything.partner(f"Bearer {key.text}")
        written.append("".join(traceback.format_exception(refused.value)))
        key_server.status = "500 Internal Server Error"
        stopwatch.seconds += 10**6
        with pytest.raises(IdentityUnavailable) as unavailable:
            await everything.member(f"Bearer {tokens[0]}")
        written.append("".join(traceback.format_exception(unavailable.value)))
    assert [line["event"] for line in logs] == ["signing_keys_not_fetched"]
    everything_written = "\n".join([*written, repr(logs), caplog.text])
    parts = [part for token in tokens for part in token.split(".")] + [key.text, key.secret]
    assert [part for part in parts if part in everything_written] == []


def test_admin_may_do_everything_and_others_their_own_only():
    support = StaffCaller("anna", "Anna", frozenset({Role.SUPPORT}), NOON)
    admin = StaffCaller("boris", "Boris", frozenset({Role.ADMIN}), NOON)
    support.require(Role.SUPPORT)
    support.require(Role.FINANCE, Role.SUPPORT)
    for role in Role:
        admin.require(role)
    for role in set(Role) - {Role.SUPPORT}:
        assert not support.has(role)
    with pytest.raises(Forbidden, match="this needs the role marketing or finance or admin"):
        support.require(Role.MARKETING, Role.FINANCE)
    with pytest.raises(Forbidden):
        StaffCaller("nobody", "Nobody", frozenset(), NOON).require(Role.SUPPORT)
