"""Development tokens: convenient on one's own machine, impossible elsewhere."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
from identity_world import NOON, firebase_claims, later, sign

from app.clock import FixedClock, SystemClock
from app.identity.callers import Role
from app.identity.development import AUDIENCE, ISSUER, SECRET_FILE, DevelopmentTokens
from app.identity.errors import Unauthenticated
from app.identity.secret_file import read_or_create_secret


@pytest.fixture
def tokens(tmp_path, clock):
    return DevelopmentTokens(tmp_path, mode="development", clock=clock)


async def test_member_token_signs_a_member_in_for_thirty_days_and_gives_no_roles(tokens, clock):
    text = tokens.issue_member_token("anna")
    token = await tokens.verify(text)
    assert (token.subject, token.issuer, token.roles) == ("anna", "magpie-development", frozenset())
    assert token.expires_at == NOON + timedelta(days=30)
    clock.instant = later(days=30, seconds=-1)
    assert await tokens.verify(text)
    clock.instant = later(days=30)
    with pytest.raises(Unauthenticated, match="expired"):
        await tokens.verify(text)


async def test_staff_token_carries_name_and_roles(tokens):
    token = await tokens.verify(tokens.issue_staff_token("Boris", [Role.SUPPORT, Role.FINANCE]))
    assert (token.subject, token.name, token.roles) == ("Boris", "Boris", {Role.SUPPORT, Role.FINANCE})


async def test_real_time_is_used_when_no_clock_is_given(tmp_path):
    tokens = DevelopmentTokens(tmp_path, mode="development")
    token = await tokens.verify(tokens.issue_member_token("anna"))
    assert timedelta(days=29, hours=23) < token.expires_at - SystemClock().now() <= timedelta(days=30)


@pytest.mark.parametrize("mode", ["production", "test", "", "Development"])
def test_no_other_mode_has_development_tokens_or_makes_a_secret(tmp_path, mode):
    with pytest.raises(ValueError, match="development mode only"):
        DevelopmentTokens(tmp_path, mode=mode)
    assert list(tmp_path.iterdir()) == []


async def test_server_and_command_line_share_the_secret(tmp_path, tokens):
    beside = DevelopmentTokens(tmp_path, mode="development", clock=FixedClock(NOON))
    assert (await tokens.verify(beside.issue_member_token("anna"))).subject == "anna"


async def test_token_of_another_machine_is_refused(tmp_path, tokens):
    elsewhere = DevelopmentTokens(tmp_path / "elsewhere", mode="development", clock=FixedClock(NOON))
    with pytest.raises(Unauthenticated, match="signature"):
        await tokens.verify(elsewhere.issue_member_token("anna"))


@pytest.mark.parametrize("changes", [{"iss": "other"}, {"aud": "other"}, {"exp": None}, {"sub": ""}, {"iat": 10**12}])
async def test_token_signed_with_the_secret_but_wrong_is_refused(tmp_path, tokens, changes):
    secret = (tmp_path / SECRET_FILE).read_bytes()
    good = firebase_claims(iss=ISSUER, aud=AUDIENCE)
    assert await tokens.verify(jwt.encode(good, secret, algorithm="HS256"))
    wrong = firebase_claims(**{"iss": ISSUER, "aud": AUDIENCE, **changes})
    with pytest.raises(Unauthenticated):
        await tokens.verify(jwt.encode(wrong, secret, algorithm="HS256"))


async def test_other_algorithms_are_refused_even_with_the_secret(tmp_path, tokens, google_key):
    claims = firebase_claims(iss=ISSUER, aud=AUDIENCE)
    secret = (tmp_path / SECRET_FILE).read_bytes().ljust(64, b"=")
    texts = [jwt.encode(claims, None, algorithm="none"), jwt.encode(claims, secret, algorithm="HS512")]
    for text in (*texts, sign(claims, google_key)):
        with pytest.raises(Unauthenticated, match="no development token"):
            await tokens.verify(text)


@pytest.mark.parametrize("subject", ["", "x" * 129])
def test_token_that_could_never_be_used_is_not_issued(tokens, subject):
    with pytest.raises(ValueError, match="1 to 128"):
        tokens.issue_member_token(subject)


def test_secret_can_be_read_by_its_owner_only_and_leaves_no_draft_behind(tmp_path):
    path = tmp_path / "new" / "secret"
    before = os.umask(0)
    try:
        secret = read_or_create_secret(path)
    finally:
        os.umask(before)
    assert len(secret) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_many_who_start_at_once_get_one_secret(tmp_path):
    for attempt in range(20):
        path = tmp_path / str(attempt) / "secret"
        with ThreadPoolExecutor(8) as pool:
            secrets = set(pool.map(read_or_create_secret, [path] * 8))
        assert len(secrets) == 1
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "short", "\n" * 80])
def test_file_without_a_usable_secret_is_reported_and_left_alone(tmp_path, content):
    path = tmp_path / "secret"
    path.write_text(content)
    with pytest.raises(ValueError, match="no usable secret"):
        read_or_create_secret(path)
    assert path.read_text() == content
