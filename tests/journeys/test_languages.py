"""A member reads one language everywhere: in refusals, outcomes, reasons and the programme's terms."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from journey_world import Journey, Travel, key

JOIN = "mutation($input: JoinInput!) { join(input: $input) { member { code } userErrors { code } } }"
BUY = "mutation($input: RecordPurchaseInput!) { recordPurchase(input: $input) { userErrors { code } } }"
SPIN = "mutation($input: SpinWheelInput!) { spinWheel(input: $input) { userErrors { message } } }"
LATEST = """{ me { activities(first: 1) { nodes { outcomes { message } reasons { rule message } } } }
    programme { earning { id words } } }"""
SMALL = """
programme: small
name: {uk: Мала, nl: Klein}
languages: [uk, nl]
zone: Europe/Kyiv
currency: EUR
assets: {points: {name: {uk: Бали, nl: Punten}, counted: {uk: {one: бал, few: бали, many: балів}}}}
earning:
  - {id: shopping, name: {uk: Покупки, nl: Inkopen}, on: purchase, earn: points, amount: 1, per: 1.00}
  - {id: large, on: purchase, when: activity.amount >= 50, earn: points, amount: 5}
"""
WHY = {
    "uk": "сума має бути не менше ніж 20,00 (було: 12,50)",
    "bg": "сумата трябва да е поне 20,00 (беше: 12,50)",
    "en": "the amount must be at least 20.00 (it was 12.50)",
}


class Words(NamedTuple):
    """What somebody reads after a purchase of 12.50 in the demo."""

    refusal: str
    badge: str
    streak: str
    reason: str
    term: str


READ = {
    "uk": Words(
        "Колесо «golden-feather» для учасників віком 18+: потрібна дата народження.",
        "Колекціонер: 1 з 5",
        "День за днем: 1 поспіль",
        "сума має бути не менше ніж 20,00 (було: 12,50)",
        "1 обертання за кожну покупку, якщо виконано умови",
    ),
    "ru": Words(
        "Колесо «golden-feather» для участников в возрасте 18+: нужна дата рождения.",
        "Коллекционер: 1 из 5",
        "День за днём: 1 подряд",
        "сумма: должно быть не меньше 20,00 (было: 12,50)",
        "1 вращение за каждую покупку, если выполнены условия",
    ),
    "zh": Words(
        "转盘“golden-feather”仅限 18 岁及以上的会员：需要提供出生日期。",
        "收藏家：1 / 5",
        "天天来：连续 1 次",
        "金额至少为 20.00（实际为 12.50）",
        "每次消费（须符合条件）可获得1次转盘机会",
    ),
    "bg": Words(
        "Колелото „golden-feather“ е за членове на възраст 18+: нужна е дата на раждане.",
        "Колекционер: 1 от 5",
        "Ден след ден: 1 поредни",
        "сумата трябва да е поне 20,00 (беше: 12,50)",
        "1 завъртане за всяка покупка, ако са изпълнени условията",
    ),
}


async def joins(journey: Journey, who: str, language: str) -> str:
    asked = {"idempotencyKey": key(), "zone": "Europe/Kyiv", "language": language}
    code: str = (await journey.member(who, JOIN, input=asked))["join"]["member"]["code"]
    return code


async def buys(journey: Journey, code: str, amount: str) -> None:
    money = {"amount": amount, "currencyCode": "EUR"}
    given = {"idempotencyKey": key(), "member": {"code": code}, "reference": key(), "amount": money}
    assert (await journey.till(BUY, input=given))["recordPurchase"]["userErrors"] == []


async def reads(journey: Journey, who: str) -> tuple[list[str], dict[str, str], dict[str, str]]:
    """Outcomes and reasons of what the member did last, and the terms of the ways to earn."""
    answer: Any = await journey.member(who, LATEST)
    [latest] = answer["me"]["activities"]["nodes"]
    outcomes = [one["message"] for one in latest["outcomes"]]
    reasons = {one["rule"]: one["message"] for one in latest["reasons"]}
    return outcomes, reasons, {one["id"]: one["words"] for one in answer["programme"]["earning"]}


@pytest.mark.parametrize("language", list(READ))
async def test_a_member_reads_their_language_everywhere(travel: Travel, language: str) -> None:
    expected = READ[language]
    async with travel("demo") as journey:
        code = await joins(journey, "anna", language)
        await journey.later("2d")
        asked = {"idempotencyKey": key(), "wheel": "golden-feather", "clientSeed": "anna"}
        refused = (await journey.member("anna", SPIN, input=asked))["spinWheel"]["userErrors"]
        assert [error["message"] for error in refused] == [expected.refusal]

        await buys(journey, code, "12.50")
        outcomes, reasons, terms = await reads(journey, "anna")
        assert {expected.badge, expected.streak} <= set(outcomes)
        assert reasons["spin-for-a-larger-purchase"] == expected.reason
        assert terms["spin-for-a-larger-purchase"] == expected.term


async def test_the_same_activity_is_read_in_any_language_later(travel: Travel) -> None:
    async with travel("demo") as journey:
        await buys(journey, await joins(journey, "anna", "uk-UA"), "12.50")
        mutation = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) { userErrors { code } } }"
        history = "{ me { activities(first: 5) { nodes { kind reasons { rule message } } } } }"
        for language in ("uk", "bg", "en"):
            await journey.member("anna", mutation, input={"idempotencyKey": key(), "language": language})
            nodes = (await journey.member("anna", history))["me"]["activities"]["nodes"]
            [purchase] = [node for node in nodes if node["kind"] == "purchase"]
            told = {one["rule"]: one["message"] for one in purchase["reasons"]}
            assert told["spin-for-a-larger-purchase"] == WHY[language]


async def test_a_language_that_the_product_does_not_speak_falls_back_to_the_default(
    travel: Travel, tmp_path: Path
) -> None:
    written = tmp_path / "small.yaml"
    written.write_text(SMALL, encoding="utf-8")
    async with travel(str(written)) as journey:
        for who, language, points in (("anna", "fr", "Бали +12"), ("berta", "nl", "Punten +12")):
            await buys(journey, await joins(journey, who, language), "12.50")
            outcomes, reasons, terms = await reads(journey, who)
            assert outcomes == [points]
            assert reasons == {"large": "сума має бути не менше ніж 50,00 (було: 12,50)"}
            assert terms["large"] == "5 балів за кожну покупку, якщо виконано умови"
