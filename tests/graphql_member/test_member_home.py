"""The home screen: what it shows, in whose language, as of when, and what it reads for that."""

from member_world import World, key

HOME = """{ me { code
    wallet { balances { asset { id name } available pending }
             transactions(first: 10) { nodes { at kind asset amount } } }
    wheels { id name freeSpins tokens }
} }"""


async def collections_used(world: World, query: str) -> list[str]:
    """The collection behind each command that a request sends to the database."""
    database = world.backend.database
    await database.command("profile", 2)
    await world.ask(query)
    await database.command("profile", 0)
    used = [row["ns"].partition(".")[2] async for row in database["system.profile"].find({"op": {"$ne": "command"}})]
    await database["system.profile"].drop()
    return sorted(used)


async def test_the_home_screen_shows_wallet_and_wheels(world: World) -> None:
    joined = await world.join()
    await world.buys(2_500)
    me = (await world.ask(HOME))["me"]
    assert me["code"] == joined["member"]["code"]
    assert me["wallet"]["balances"] == [
        {"asset": {"id": "points", "name": "Points"}, "available": 25, "pending": 0},
        {"asset": {"id": "miles", "name": "Miles"}, "available": 0, "pending": 2},
        {"asset": {"id": "spins", "name": "Spins"}, "available": 1, "pending": 0},
    ]
    assert me["wallet"]["transactions"]["nodes"] == [
        {"at": "2026-03-02T12:00:00.000Z", "kind": "EARN", "asset": asset, "amount": amount}
        for asset, amount in (("spins", 1), ("miles", 2), ("points", 25))
    ]
    assert me["wheels"][:3] == [
        {"id": "shiny", "name": "Shiny", "freeSpins": 1, "tokens": 1},
        {"id": "tokens-only", "name": "Tokens only", "freeSpins": 0, "tokens": 1},
        {"id": "later", "name": "Later", "freeSpins": 1, "tokens": 0},
    ]


async def test_the_home_screen_reads_one_member_and_one_page_of_the_ledger(world: World) -> None:
    await world.join()
    await world.buys(2_500)
    await world.ask(HOME)  # the first request finds out which member this is
    assert await collections_used(world, HOME) == ["ledger", "members"]


async def test_fields_that_need_the_same_read_share_it(world: World) -> None:
    await world.join()
    await world.ask("{ me { id } }")
    assert await collections_used(world, "{ me { name email birthDate region } }") == ["members", "profiles"]
    wheel = '{ me { wheel(id: "shiny") { canSpin blockedBy { code } segments { stockLeft odds { percent } } } } }'
    assert await collections_used(world, wheel) == ["members", "wheel_stocks"]
    assert await collections_used(world, "{ me { id } again: me { code } programme { name } }") == ["members"]


async def test_somebody_who_has_not_joined_is_told_so(world: World) -> None:
    answer = await world.post(HOME)
    assert answer["data"] is None
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_JOINED"]


async def test_the_same_subject_of_another_issuer_would_be_somebody_else(world: World) -> None:
    await world.join("anna")
    assert (await world.post("{ me { id } }", "Anna"))["data"] is None


async def test_texts_come_in_the_members_language(world: World) -> None:
    await world.join(language="uk-UA")
    me = (
        await world.ask('{ me { language wallet { balance(asset: "points") { asset { name } } } wheels { name } } }')
    )["me"]
    assert me["language"] == "uk-UA"
    assert me["wallet"]["balance"]["asset"]["name"] == "Бали"
    assert me["wheels"][0]["name"] == "Блискуче"
    assert me["wheels"][1]["name"] == "Tokens only"


async def test_a_language_that_the_programme_does_not_speak_falls_back_to_its_first(world: World) -> None:
    await world.join(language="bg")
    assert (await world.ask("{ me { wheels { name } } }"))["me"]["wheels"][0]["name"] == "Shiny"


async def test_the_persons_details_are_shown_when_asked_for(world: World) -> None:
    details = {"name": "Anna", "email": "anna@example.com", "birthDate": "1990-05-17", "region": "NL-NH"}
    details["phone"] = "+31612345678"
    await world.join(**details)
    assert (await world.ask("{ me { name email birthDate region phone } }"))["me"] == details


async def test_balances_settle_on_reading_without_a_sweep(world: World) -> None:
    await world.join()
    await world.buys(10_000)
    balance = '{ me { wallet { balance(asset: "miles") { available pending } } } }'
    assert (await world.ask(balance))["me"]["wallet"]["balance"] == {"available": 0, "pending": 10}
    world.later(days=15)
    assert (await world.ask(balance))["me"]["wallet"]["balance"] == {"available": 10, "pending": 0}
    world.later(days=31)
    assert (await world.ask(balance))["me"]["wallet"]["balance"] == {"available": 0, "pending": 0}
    assert await world.backend.database.ledger.count_documents({"kind": {"$in": ["activate", "expire"]}}) == 0


async def test_what_is_pending_arrives_on_a_day_that_is_told_beforehand(world: World) -> None:
    await world.join()
    query = "{ me { wallet { arriving { asset { id } amount at inDays } } } }"
    assert (await world.ask(query))["me"]["wallet"]["arriving"] == []
    await world.buys(10_000)
    world.later(days=1)
    await world.buys(5_000)
    arriving = (await world.ask(query))["me"]["wallet"]["arriving"]
    assert arriving == [
        {"asset": {"id": "miles"}, "amount": 10, "at": "2026-03-16T23:00:00.000Z", "inDays": 14},
        {"asset": {"id": "miles"}, "amount": 5, "at": "2026-03-17T23:00:00.000Z", "inDays": 15},
    ]
    world.later(days=14)
    assert [one["inDays"] for one in (await world.ask(query))["me"]["wallet"]["arriving"]] == [1]
    world.later(days=1)
    assert (await world.ask(query))["me"]["wallet"]["arriving"] == []


async def test_lots_tell_what_can_be_spent_from_when_until_when(world: World) -> None:
    await world.join()
    await world.buys(1_000)
    lots = (await world.ask("{ me { wallet { lots { asset { id } remaining activeAt expiresAt } } } }"))["me"][
        "wallet"
    ]["lots"]
    assert lots == [
        {"asset": {"id": "points"}, "remaining": 10, "activeAt": None, "expiresAt": "2027-03-31T22:00:00.000Z"},
        {
            "asset": {"id": "miles"},
            "remaining": 1,
            "activeAt": "2026-03-16T23:00:00.000Z",
            "expiresAt": "2026-04-15T22:00:00.000Z",
        },
    ]


async def test_what_expires_soon_is_told_in_the_order_of_time(world: World) -> None:
    await world.join()
    await world.buys(1_000)
    expiring = "query($days: Int!) { me { wallet { expiring(withinDays: $days) { asset { id } amount at } } } }"
    assert (await world.ask(expiring, days=30))["me"]["wallet"]["expiring"] == []
    assert (await world.ask(expiring, days=400))["me"]["wallet"]["expiring"] == [
        {"asset": {"id": "miles"}, "amount": 1, "at": "2026-04-15T22:00:00.000Z"},
        {"asset": {"id": "points"}, "amount": 10, "at": "2027-03-31T22:00:00.000Z"},
    ]
    answer = await world.post(expiring, days=0)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_an_asset_of_no_programme_has_no_balance(world: World) -> None:
    await world.join()
    assert (await world.ask('{ me { wallet { balance(asset: "gold") { available } } } }'))["me"]["wallet"][
        "balance"
    ] is None


async def test_activities_tell_what_they_led_to_and_not_who_of_the_staff_was_behind_them(world: World) -> None:
    await world.join()
    await world.buys(1_500)
    await world.gets("points", 5)
    query = """{ me { activities { nodes { kind source
        outcomes { __typename message ... on Earned { rule amount transactionId } } reasons { rule }
    } } } }"""
    gift, purchase, joining = (await world.ask(query))["me"]["activities"]["nodes"]
    assert (gift["kind"], gift["source"]) == ("adjustment", "staff")
    assert gift["outcomes"] == [{"__typename": "Adjusted", "message": "Points +5 by our staff"}]
    assert (purchase["kind"], purchase["source"]) == ("purchase", "partner:till")
    *earned, shared = purchase["outcomes"]
    assert [outcome["rule"] for outcome in earned] == ["point-per-euro", "mile-per-ten"]
    assert shared == {"__typename": "SharedWithCause", "message": "0.15 EUR of the purchase for Trees"}
    assert purchase["reasons"] == [{"rule": "spin-for-20"}]
    assert joining["kind"] == "join"


async def test_the_programme_is_explained_to_those_who_have_not_joined(world: World) -> None:
    query = """query($language: String) { programme(language: $language) {
        name currency zone languages
        assets { id name pendingTerm expiryTerm } earning { id name words asset { id } }
        wheels { id name rules { startsOn endsOn minimumAge regions }
                 segments { segment weight value stock prize { amount } } }
    } }"""
    programme = (await world.ask(query))["programme"]
    assert (programme["name"], programme["currency"], programme["languages"]) == ("Test", "EUR", ["en", "uk"])
    assert programme["assets"][1]["pendingTerm"] == "Miles can be spent 14 days after you earn them"
    assert programme["assets"][2]["expiryTerm"] == "Spins never expire"
    assert programme["earning"][0]["words"] == "1 point for each €1.00 you spend"
    wheels = {wheel["id"]: wheel for wheel in programme["wheels"]}
    assert wheels["adults"]["rules"] == {"startsOn": None, "endsOn": None, "minimumAge": 18, "regions": ["NL"]}
    assert wheels["shiny"]["segments"][2] == {
        "segment": "jackpot",
        "weight": 1,
        "value": "5.00",
        "stock": 2,
        "prize": {"amount": 500},
    }
    assert (await world.ask(query, language="uk"))["programme"]["name"] == "Тест"
    assert (await world.post(query, language="xx"))["data"]["programme"]["name"] == "Test"


async def test_a_member_reads_the_programme_in_their_own_language(world: World) -> None:
    await world.join(language="uk", idempotencyKey=key())
    assert (await world.ask("{ programme { name } }"))["programme"]["name"] == "Тест"
