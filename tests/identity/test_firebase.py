"""Firebase ID tokens: what is let in, and everything that is not."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from identity_world import ISSUER, NOON, PROJECT, firebase_claims, later, public_jwk, seconds, sign

from app.identity.callers import Role
from app.identity.errors import Unauthenticated
from app.identity.firebase import FirebaseTokens


def segment(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    return f"{segment(json.dumps(header).encode())}.{segment(json.dumps(claims).encode())}"


async def test_good_token_tells_who_and_until_when(firebase, google_key):
    token = await firebase.verify(sign(firebase_claims(), google_key))
    assert (token.subject, token.issuer) == ("uid-anna", ISSUER)
    assert token.expires_at == NOON + timedelta(seconds=3540)
    assert token.authenticated_at == NOON - timedelta(seconds=120)
    assert token.roles == frozenset()


WRONG_CLAIMS = {
    "issuer of another project": {"iss": "https://securetoken.google.com/other"},
    "session cookie": {"iss": f"https://session.firebase.google.com/{PROJECT}"},
    "issuer with more behind it": {"iss": f"{ISSUER}.evil.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "other"},
    "a list of audiences": {"aud": [PROJECT, "other"]},
    "no audience": {"aud": None},
    "expired this instant": {"exp": seconds(NOON)},
    "expired long ago": {"exp": 1},
    "no expiry": {"exp": None},
    "expiry as text": {"exp": "9999999999"},
    "expiry as a fraction": {"exp": seconds(NOON) + 0.5},
    "expiry as a truth": {"exp": True},
    "expiry beyond all calendars": {"exp": 10**30},
    "issued in the future": {"iat": seconds(NOON) + 11},
    "no instant of issue": {"iat": None},
    "issue as a truth": {"iat": True},
    "signed in in the future": {"auth_time": seconds(NOON) + 11},
    "no instant of sign-in": {"auth_time": None},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "subject of 129 characters": {"sub": "x" * 129},
    "subject as a list": {"sub": ["uid-anna"]},
}


@pytest.mark.parametrize("changes", WRONG_CLAIMS.values(), ids=WRONG_CLAIMS.keys())
async def test_token_with_a_wrong_claim_is_refused(firebase, google_key, changes):
    with pytest.raises(Unauthenticated):
        await firebase.verify(sign(firebase_claims(**changes), google_key))


@pytest.mark.parametrize(
    "changes",
    [{"iat": seconds(NOON) + 10}, {"auth_time": seconds(NOON) + 10}, {"exp": seconds(NOON) + 1}, {"sub": "x" * 128}],
)
async def test_token_at_the_very_edge_of_the_rules_is_accepted(firebase, google_key, changes):
    claims = firebase_claims(**changes)
    assert (await firebase.verify(sign(claims, google_key))).subject == claims["sub"]


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", None])
@pytest.mark.parametrize("signature", ["", "AAAA"])
async def test_unsigned_token_is_refused(firebase, algorithm, signature):
    header = {"alg": algorithm, "kid": "one", "typ": "JWT"}
    with pytest.raises(Unauthenticated):
        await firebase.verify(f"{unsigned(header, firebase_claims())}.{signature}")


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
async def test_token_signed_with_the_public_key_as_a_shared_secret_is_refused(firebase, google_key, encoding):
    public = google_key.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)
    for algorithm in ("HS256", "RS256"):
        text = unsigned({"alg": algorithm, "kid": "one"}, firebase_claims())
        mac = hmac.digest(public, text.encode(), hashlib.sha256)
        with pytest.raises(Unauthenticated):
            await firebase.verify(f"{text}.{segment(mac)}")


async def test_token_signed_by_a_stranger_under_googles_key_id_is_refused(firebase, other_key):
    with pytest.raises(Unauthenticated, match="signature"):
        await firebase.verify(sign(firebase_claims(), other_key))


async def test_token_with_changed_claims_is_refused(firebase, google_key):
    head, _, signature = sign(firebase_claims(), google_key).split(".")
    other = segment(json.dumps(firebase_claims(sub="uid-boris")).encode())
    with pytest.raises(Unauthenticated, match="signature"):
        await firebase.verify(f"{head}.{other}.{signature}")


async def test_token_that_brings_its_own_key_is_refused(firebase, other_key):
    headers = {"kid": "mine", "jwk": public_jwk("mine", other_key), "jku": "https://evil.example/keys"}
    with pytest.raises(Unauthenticated, match="unknown key"):
        await firebase.verify(jwt.encode(firebase_claims(), other_key, algorithm="RS256", headers=headers))


@pytest.mark.parametrize("kid", [None, ""])
async def test_token_that_names_no_key_is_refused_without_asking_google(firebase, google_key, key_server, kid):
    with pytest.raises(Unauthenticated, match="name its key"):
        await firebase.verify(sign(firebase_claims(), google_key, kid))
    assert key_server.requests == 0


@pytest.mark.parametrize("header", [{"alg": ["RS256"], "kid": "one"}, {"alg": "RS256", "kid": 7}, {"kid": "one"}, {}])
async def test_token_with_a_strange_header_is_refused(firebase, header):
    with pytest.raises(Unauthenticated):
        await firebase.verify(f"{unsigned(header, firebase_claims())}.AAAA")


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "e30.e30.e30", "W10.e30.", "x" * 5000, "[" * 5000 + ".a.b"])
async def test_text_that_is_no_token_is_refused(firebase, text):
    with pytest.raises(Unauthenticated):
        await firebase.verify(text)


async def test_signed_text_that_is_no_object_is_refused(firebase, google_key):
    for payload in (b"[]", b"null", b"\xff", b"[" * 100_000):
        token = jwt.api_jws.encode(payload, google_key, algorithm="RS256", headers={"kid": "one"})
        with pytest.raises(Unauthenticated):
            await firebase.verify(token)


async def test_token_counts_by_the_clock_it_was_given(firebase, google_key, clock):
    token = sign(firebase_claims(), google_key)
    assert await firebase.verify(token)
    clock.instant = later(days=365)
    with pytest.raises(Unauthenticated, match="expired"):
        await firebase.verify(token)
    clock.instant = later(days=-365)
    with pytest.raises(Unauthenticated, match="future"):
        await firebase.verify(token)
    clock.instant = NOON
    assert await firebase.verify(token)


async def test_roles_come_from_the_custom_claim_and_unknown_ones_give_nothing(firebase, google_key):
    claims = firebase_claims(magpie_roles=["marketing", "owner", 7, None, "finance"], name="Anna")
    token = await firebase.verify(sign(claims, google_key))
    assert token.roles == {Role.MARKETING, Role.FINANCE}
    assert token.name == "Anna"


@pytest.mark.parametrize("roles", ["admin", {"admin": True}, True, [], [["admin"]], ["Admin"], None])
async def test_custom_claim_of_another_form_gives_no_roles(firebase, google_key, roles):
    token = await firebase.verify(sign(firebase_claims(magpie_roles=roles), google_key))
    assert token.roles == frozenset()


@pytest.mark.parametrize(("extra", "name"), [({"email": "a@b.example"}, "a@b.example"), ({"name": 7}, "uid-anna")])
async def test_name_falls_back_to_the_address_and_then_to_the_subject(firebase, google_key, extra, name):
    assert (await firebase.verify(sign(firebase_claims(**extra), google_key))).name == name


async def test_sign_in_before_a_revocation_counts_no_longer(signing_keys, google_key, clock):
    asked: list[str] = []

    async def revoked_since(subject: str) -> datetime | None:
        asked.append(subject)
        return NOON if subject == "uid-anna" else None

    firebase = FirebaseTokens(PROJECT, signing_keys, clock, revoked_since)
    with pytest.raises(Unauthenticated, match="revoked"):
        await firebase.verify(sign(firebase_claims(auth_time=seconds(NOON) - 1), google_key))
    assert (await firebase.verify(sign(firebase_claims(auth_time=seconds(NOON)), google_key))).subject == "uid-anna"
    assert (await firebase.verify(sign(firebase_claims(sub="uid-boris"), google_key))).subject == "uid-boris"
    assert asked == ["uid-anna", "uid-anna", "uid-boris"]


async def test_revocations_are_not_looked_up_for_a_token_that_is_not_valid_anyway(signing_keys, other_key, clock):
    asked: list[str] = []

    async def revoked_since(subject: str) -> datetime | None:
        asked.append(subject)
        return datetime(1970, 1, 1, tzinfo=UTC)

    firebase = FirebaseTokens(PROJECT, signing_keys, clock, revoked_since)
    with pytest.raises(Unauthenticated):
        await firebase.verify(sign(firebase_claims(), other_key))
    assert asked == []
