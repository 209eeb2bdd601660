"""A guest who says no, asks what is known of them, and leaves: nothing of them is left, and everybody else goes on."""

from typing import Any

from journey_world import Journey, Travel, key
from shop import allows_profiling, at_the_till, balance, buys, card_of, in_the_app, joins, offers, refusals, vouchers

PROFILE = """mutation($input: UpdateProfileInput!) { done: updateProfile(input: $input) { userErrors { code } } }"""
EXPORT = """mutation($input: RequestExportInput!) { done: requestExport(input: $input) {
    export { downloadUrl } userErrors { code } } }"""
ERASE = "mutation($input: EraseMeInput!) { done: eraseMe(input: $input) { erasedAt userErrors { code } } }"
CONSENTS = "{ me { consents { purpose granted } } }"
MEMBER = "query($card: MemberReferenceInput!) { member(reference: $card) { id } }"
LOOK = "query($code: String!) { voucher(code: $code) { status memberId memberCode } }"


async def asks(journey: Journey, query: str, **said: Any) -> Any:
    done = (await journey.member("anna", query, input={"idempotencyKey": key(), **said}))["done"]
    assert done["userErrors"] == []
    return done


async def export(journey: Journey) -> Any:
    link = (await asks(journey, EXPORT))["export"]["downloadUrl"]
    return (await journey.http.get(link)).raise_for_status().json()


async def anna_lives(journey: Journey) -> None:
    """A regular who said who she is and likes tea, and has vouchers in hand."""
    await joins(journey, "anna", "Europe/Amsterdam")
    await asks(journey, PROFILE, name="Anna de Vries", email="anna@example.com")
    await allows_profiling(journey, "anna")
    for day in range(3):
        await buys(journey, "anna", f"r{day}", "50.00", ("tea", "3.00"), currency="EUR")
    assert offers(await at_the_till(journey, "recordVisit", member=await card_of(journey, "anna"))) == ["free-tea"]
    assert offers(await in_the_app(journey, "anna", "buyReward", offer="lunch-for-stars")) == ["lunch-for-stars"]


async def test_a_no_to_profiling_forgets_what_was_learnt_and_keeps_what_was_bought(travel: Travel) -> None:
    async with travel("lunch") as journey:
        await anna_lives(journey)
        assert (await export(journey))["members"][0]["taste"]["bought"][0]["category"] == "tea"
        no = {"purpose": "PROFILING", "granted": False, "textVersion": "1"}
        assert (await in_the_app(journey, "anna", "setConsent", **no))["userErrors"] == []
        [profiling] = [
            one for one in (await journey.member("anna", CONSENTS))["me"]["consents"] if one["purpose"] == "PROFILING"
        ]
        assert profiling["granted"] is False
        found = await export(journey)
        assert found["members"][0]["taste"]["bought"] == []
        assert found["profile"]["name"] == "Anna de Vries"
        assert len([one for one in found["activities"] if one["kind"] == "purchase"]) == 3
        assert await balance(journey, "anna", "stars") == 50
        await journey.check_books()


async def test_a_guest_who_leaves_is_known_nowhere_and_her_vouchers_are_worth_nothing(travel: Travel) -> None:
    async with travel("lunch") as journey:
        await anna_lives(journey)
        await joins(journey, "boris", "Europe/Amsterdam")
        card, [dinner, tea] = await card_of(journey, "anna"), await vouchers(journey, "anna")
        link = (await asks(journey, EXPORT))["export"]["downloadUrl"]

        assert (await asks(journey, ERASE, confirm=True))["erasedAt"]
        assert (await journey.member("boris", "{ me { code } }"))["me"]["code"]
        assert (await journey.http.get(link)).status_code == 404
        assert (await journey.till(MEMBER, card=card))["member"] is None
        amount = {"amount": "20.00", "currencyCode": "EUR"}
        for voucher in (dinner, tea):
            used = await at_the_till(journey, "redeemVoucher", code=voucher["code"], reference="r9", amount=amount)
            assert refusals(used) == ["VOUCHER_CANCELLED"]
            shown = (await journey.till(LOOK, code=voucher["code"]))["voucher"]
            assert shown == {"status": "CANCELLED", "memberId": None, "memberCode": None}
        assert refusals(await at_the_till(journey, "recordVisit", member=card)) == ["UNKNOWN_MEMBER"]
        assert refusals(await in_the_app(journey, "anna", "claimOffer", offer="tasting-evening")) == ["NOT_JOINED"]

        # She comes back as somebody new.
        await joins(journey, "anna", "Europe/Amsterdam")
        assert await balance(journey, "anna", "stars") == 0
        assert await vouchers(journey, "anna", usable=False) == []
        assert (await export(journey))["profile"] == {}
        await journey.check_books()
