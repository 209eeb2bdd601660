"""What is told of a mistaken message, each about its place."""

import pytest
from message_examples import ENGLISH, KNOWN, LANGUAGES, UKRAINIAN, message, with_part
from pydantic import ValidationError

from app.errors import Refusal
from app.templates.check import mistakes_in
from app.templates.limits import NOTICE_BYTES
from app.templates.model import Message


def mistakes(checked: Message) -> list[tuple[str, tuple[str, ...]]]:
    return [(mistake.code, mistake.field) for mistake in mistakes_in(checked, LANGUAGES, KNOWN)]


def only(checked: Message) -> Refusal:
    (mistake,) = mistakes_in(checked, LANGUAGES, KNOWN)
    return mistake


def test_nothing_is_wrong_with_the_example() -> None:
    assert mistakes(message()) == []


def test_a_message_keeps_its_shape_in_a_document() -> None:
    assert Message.model_validate(message().model_dump(exclude_none=True)) == message()


@pytest.mark.parametrize(
    "languages",
    [
        {},
        {"en": {"notice": {"title": " ", "body": "b"}}},
        {"en": {"notice": {"title": "t"}}},
        {"en": {"fax": {"text": "t"}}},
        {"not a tag": {}},
        {"en": {"sms": {"text": "x" * 1_601}}},
    ],
)
def test_what_has_no_texts_is_no_message(languages: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Message.model_validate({"languages": languages})


def test_a_language_that_the_programme_lacks_is_told() -> None:
    mistake = only(message(en=ENGLISH, bg=UKRAINIAN))
    assert (mistake.code, mistake.field) == ("UNKNOWN_TEXT_LANGUAGE", ("languages", "bg"))
    assert str(mistake) == "There is a text in bg, but the programme speaks en, uk, pt-BR only."


def test_each_channel_that_is_used_needs_the_first_language() -> None:
    assert mistakes(message(uk={**UKRAINIAN, "sms": {"text": "Привіт"}})) == [
        ("NO_DEFAULT_TEXT", ("languages", "en", "notice")),
        ("NO_DEFAULT_TEXT", ("languages", "en", "sms")),
    ]


def test_every_message_has_a_notice_for_the_inbox() -> None:
    assert mistakes(message(en={"sms": {"text": "Hello"}})) == [("NO_DEFAULT_TEXT", ("languages", "en", "notice"))]


@pytest.mark.parametrize(
    ("channel", "part"),
    [("notice", "title"), ("notice", "body"), ("email", "subject"), ("sms", "text")],
)
def test_an_unknown_variable_is_told_with_its_place_and_the_nearest_known(channel: str, part: str) -> None:
    mistake = only(with_part(channel, part, "Hello {{ member.firstname }}"))
    assert mistake.field == ("languages", "en", channel, part)
    assert str(mistake) == (
        f"In en, {channel}, {part}: nothing is known as `member.firstname` (did you mean `member.first_name`?)."
    )


def test_a_name_like_no_other_gets_no_guess() -> None:
    assert str(only(with_part("sms", "text", "{{ zzz }}"))) == "In en, sms, text: nothing is known as `zzz`."


def test_a_mistaken_variable_is_shown_with_how_to_write_one() -> None:
    mistake = only(with_part("notice", "body", "Dear {{ member.first_name() }}"))
    assert (mistake.code, mistake.facts["position"]) == ("MISTAKEN_VARIABLE", 5)
    assert str(mistake) == (
        "In en, notice, body: `{{ member.first_name() }}` is no variable; "
        "write one as `{{ member.first_name | there }}`."
    )


def test_all_mistakes_are_told_at_once() -> None:
    wrong = {"notice": {"title": "{{ a }} {{ b }}", "body": "{{"}, "sms": {"text": "{{ c }}"}}
    assert mistakes(message(en=wrong)) == [
        ("UNKNOWN_VARIABLE", ("languages", "en", "notice", "title")),
        ("UNKNOWN_VARIABLE", ("languages", "en", "notice", "title")),
        ("MISTAKEN_VARIABLE", ("languages", "en", "notice", "body")),
        ("UNKNOWN_VARIABLE", ("languages", "en", "sms", "text")),
    ]


@pytest.mark.parametrize(
    "html",
    ["<img alt={{ member.first_name }}>", '<a href="{{ member.first_name }}">', '<a href="{{ voucher.link | x }}">'],
)
def test_a_variable_that_could_do_harm_is_told(html: str) -> None:
    mistake = only(with_part("email", "html", f'{html}<a href="{{{{ unsubscribe.link }}}}">'))
    assert (mistake.code, mistake.field) == ("MISPLACED_VARIABLE", ("languages", "en", "email", "html"))


@pytest.mark.parametrize("part", ["html", "text"])
def test_an_email_says_where_to_unsubscribe_in_both_of_its_parts(part: str) -> None:
    mistake = only(with_part("email", part, "Hello"))
    assert (mistake.code, mistake.field) == ("NO_UNSUBSCRIBE_LINK", ("languages", "en", "email", part))


def test_only_an_email_knows_where_to_unsubscribe() -> None:
    assert only(with_part("sms", "text", "{{ unsubscribe.link }}")).code == "UNKNOWN_VARIABLE"


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example",
        "https://shop.example/{{ voucher.code }}",
        "magpie://vouchers/{{ voucher.code }}",
        "magpie://home",
        "{{ voucher.link }}",
        "{{ voucher.link | https://shop.example }}",
        "{{ voucher.link | magpie://home }}",
    ],
)
def test_a_link_leads_to_the_web_or_into_the_app(link: str) -> None:
    assert mistakes(with_part("notice", "link", link)) == []


@pytest.mark.parametrize(
    "link",
    [
        "shop.example",
        "http://shop.example",
        "https://",
        "https://a b.example",
        "https://{{ voucher.code }}/",
        "https://shop.example{{ voucher.code }}",
        "javascript://shop.example/%0aalert(1)",
        "data://x",
        "{{ voucher.code }}",
        "{{ voucher.code }}://x",
        "{{ voucher.link | javascript://x }}",
    ],
)
def test_any_other_link_is_told(link: str) -> None:
    mistake = only(with_part("notice", "link", link))
    assert (mistake.code, mistake.field) == ("NOT_A_LINK", ("languages", "en", "notice", "link"))


def test_an_image_is_on_the_web() -> None:
    mistake = only(with_part("notice", "image", "magpie://gift.png"))
    assert str(mistake) == "In en, notice, image: a link begins with https:// and its host; variables come after that."


def test_the_payload_is_counted_with_the_longest_values_in_every_language() -> None:
    large = {"title": "Подарунок", "body": "ї" * 1_750}
    mistake = only(message(en=ENGLISH, uk={"notice": large}))
    assert (mistake.code, mistake.field) == ("TEXT_TOO_LONG", ("languages", "uk", "notice"))
    assert mistake.facts["size"] == 2 * (9 + 1_750)
    assert mistakes(message(en=ENGLISH, uk={"notice": {**large, "body": "ї" * (NOTICE_BYTES // 2 - 9)}})) == []


def test_many_variables_can_fill_a_payload_by_themselves() -> None:
    assert mistakes(with_part("notice", "body", "{{ member.first_name }}" * 6)) == []
    assert mistakes(with_part("notice", "body", "{{ member.first_name }}" * 9)) == [
        ("TEXT_TOO_LONG", ("languages", "en", "notice"))
    ]


def test_a_text_message_is_counted_with_the_longest_values() -> None:
    assert mistakes(with_part("sms", "text", "x" * 1_500 + "{{ voucher.code }}")) == []
    mistake = only(with_part("sms", "text", "x" * 1_501 + "{{ voucher.code }}"))
    assert mistake.facts["size"] == 1_601
    assert str(mistake) == (
        "In en the sms can take up to 1601 characters with the longest values, and no more than 1600 fit."
    )
