"""Mission 5, with its sending: a cake for the birthday by letter or text message, and a surprise for passers-by."""

from api_world import World, key
from life import Life
from marketing import approves, drafts, draws_fence, estimated, explained, previewed, reported, starts, submits
from receiving import agrees, inbox, is_at, joins, opens, phone_of, titles
from sending import Sending

SURPRISES = "{ me { vouchers(first: 5) { nodes { offer isClosed } } } }"
SHOP, FAR_AWAY = (42.6977, 23.3219), (42.1354, 24.7453)


async def guest(
    world: World, name: str, language: str = "en", ways: tuple[str, ...] = ("push",), **person: str
) -> Life:
    return await joins(world, name, "Europe/Sofia", "BGN", language, ways, **person)


async def good_guest(world: World, name: str) -> Life:
    """Somebody who has bought a lot, and lets us know where they are."""
    someone = await guest(world, name)
    await agrees(someone, "LOCATION")
    for _ in range(5):
        await someone.buys("70.00")
    return someone


async def test_a_cake_comes_before_the_birthday_by_letter_or_by_text_message(send: Sending) -> None:
    async with send("delight") as post:
        # Monday, 2 March, two in the afternoon in Sofia. A week before 12 March is Thursday.
        born = "1990-03-12"
        anna = await guest(post.world, "anna", "bg", ("email", "sms"), birthDate=born)
        boris = await guest(post.world, "boris", "en", ("sms",), birthDate=born)
        cleo = await guest(post.world, "cleo", "en", ("push",), birthDate=born)
        dora = await guest(post.world, "dora", "en", ("email", "sms"), birthDate="1990-03-13")

        # Mia writes it and looks at it. Cakes for so many are worth so much that Sam has to agree.
        await drafts(post.world, "a-cake")
        seen = await previewed(anna, "a-cake")
        assert (seen["arm"], seen["email"]["subject"]) == ("cake", "Тортата за рождения ти ден, Anna")
        assert await submits(post.world, "a-cake") == "WAITING"
        await post.passes("2d", "19h")
        assert (post.letters, post.texts) == ([], [])
        assert await approves(post.world, "a-cake") == "RUNNING"
        await post.passes("59min")
        assert (post.letters, post.texts) == ([], []), "a minute to ten"

        # Ten o'clock: a letter to Anna; Boris, who wants no letters, is told by text message at once.
        await post.passes("1min")
        assert post.letters == [("anna@example.com", "Тортата за рождения ти ден, Anna")]
        [cake] = await boris.vouchers()
        assert cake["offer"] == "birthday-cake"
        assert post.texts == [(phone_of("boris"), f"Your birthday cake waits for you. Code: {cake['code']}")]
        assert await explained(boris, "a-cake") == [("email", "NO_CONSENT"), ("sms", "SENT")]

        # Both have the cake in the wallet, and the message in the inbox in their own language.
        [for_anna] = await anna.vouchers()
        [message] = await inbox(anna)
        assert message["title"] == "Торта за теб, Anna"
        assert for_anna["code"] in message["body"]
        assert await titles(boris) == ["A cake for you, Boris"]
        assert for_anna["code"] in post.smtp.taken[0].message.get_body(("plain",)).get_content()

        # Nothing comes to Cleo, who agreed to neither, or to Dora, whose week begins tomorrow.
        for other in (cleo, dora):
            assert (await other.vouchers(), await titles(other)) == ([], [])
        assert await explained(cleo, "a-cake") == [("email", "NO_CONSENT"), ("sms", "NO_CONSENT")]
        assert await explained(dora, "a-cake") == []
        assert post.pushed == []

        # Anna opens hers: no text message follows. Dora does not react to her letter of Friday.
        await opens(anna, message["id"])
        await post.passes("1d", "1d", "1d")
        assert [address for address, _ in post.letters] == ["anna@example.com", "dora@example.com"]
        assert [number for number, _ in post.texts] == [phone_of("boris"), phone_of("dora")]
        assert await explained(anna, "a-cake") == [("email", "SENT"), ("sms", "OPENED")]

        # The cake is eaten, and the report knows.
        price = {"amount": "24.00", "currencyCode": "BGN"}
        eaten = await anna.at_the_till(
            "redeemVoucher",
            code=for_anna["code"],
            reference="r1",
            amount=price,
            items=[{"category": "cake", "price": price}],
        )
        assert eaten["userErrors"] == []
        report = await reported(post.world, "a-cake")
        assert (report["opened"], report["arms"]["cake"]["members"], report["arms"]["cake"]["reached"]) == (1, 4, 1)
        assert report["decisions"][("email", "SENT")] == 2
        assert report["decisions"][("sms", "SENT")] == 2


async def test_who_changes_the_date_of_birth_gets_no_second_cake(send: Sending) -> None:
    async with send("delight") as post:
        anna = await guest(post.world, "anna", "en", ("email",), birthDate="1990-03-10")
        await starts(post, "a-cake")
        await post.passes("20h")
        assert len(post.letters) == 1
        change = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { userErrors { code } } }"
        changed = await anna.asks(change, input={"idempotencyKey": key(), "birthDate": "1990-03-12"})
        assert changed["updateProfile"]["userErrors"] == []
        await post.passes("1d", "1d", "1d")
        assert (len(post.letters), len(await anna.vouchers())) == (1, 1)


async def test_the_best_guests_are_surprised_when_they_pass_by(send: Sending) -> None:
    async with send("delight") as post:
        erik, fay, gus = [await good_guest(post.world, name) for name in ("erik", "fay", "gus")]
        newcomer = await guest(post.world, "hana")
        await agrees(newcomer, "LOCATION")
        before = len(await erik.vouchers())
        await draws_fence(post.world, "patisserie", *SHOP)
        await starts(post, "passing-by")
        assert await estimated(post.world, "passing-by") == {
            "audience": 3, "noConsent": 0, "noChannel": 0, "heldOut": 0, "reached": 3,
        }  # fmt: skip

        await is_at(erik, *SHOP)
        await is_at(fay, *FAR_AWAY)
        await is_at(newcomer, *SHOP)
        await post.works()
        assert post.pushed == [("erik", "The chef saw you, Erik")]
        [gift, *_] = (await erik.asks(SURPRISES))["me"]["vouchers"]["nodes"]
        assert (gift["offer"], gift["isClosed"], len(await erik.vouchers())) == ("from-the-chef", True, before + 1)

        # The app opens what the push leads to; coming in is what it is for.
        await opens(erik, post.pushed_data("erik")["message"])
        await post.passes("1min")
        await erik.comes_by()
        report = await reported(post.world, "passing-by")
        assert (report["opened"], report["arms"]["surprise"]["reached"]) == (1, 1)

        # Out and in again a day later: not every time. And at night nobody is woken up, or surprised too late.
        await is_at(erik, *FAR_AWAY)
        await post.passes("10h")
        await is_at(gus, *SHOP)
        await post.works()
        await post.passes("14h")
        await is_at(erik, *SHOP)
        await post.works()
        assert post.pushed == [("erik", "The chef saw you, Erik")]
        assert await explained(gus, "passing-by") == [("push", "QUIET_HOURS")]
        for other in (fay, newcomer):
            assert await explained(other, "passing-by") == []
