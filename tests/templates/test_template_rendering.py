"""What members read."""

from datetime import date
from decimal import Decimal

import pytest
from message_examples import ANNA, ENGLISH, UKRAINIAN, VALUES, message, with_part

from app.templates.limits import LONGEST_VALUE
from app.templates.render import Reader, email_for, notice_for, sms_for
from app.templates.values import Link, Value, shown


def test_a_notice_is_filled_and_its_link_is_encoded() -> None:
    notice = notice_for(message(), ANNA, VALUES)
    assert notice is not None
    assert notice.title == "Hello Anna & Co <b>!"
    assert notice.body == "You have 12,500 points."
    assert notice.link == "magpie://vouchers/AB%201%262"
    assert notice.image == "https://cdn.example/gift.png"


def test_an_absent_value_leaves_its_default_or_nothing() -> None:
    notice, sms = notice_for(message(), ANNA, {}), sms_for(message(), ANNA, {"member.first_name": " "})
    assert notice is not None
    assert sms is not None
    assert (notice.title, notice.body) == ("Hello there!", "You have 0 points.")
    assert notice.link == "magpie://vouchers/"
    assert sms.text == "Hello, a gift:"


def test_html_is_escaped_and_text_is_not() -> None:
    email = email_for(message(), ANNA, VALUES)
    assert email is not None
    assert email.subject == "Anna & Co <b>, a gift"
    assert email.html == (
        "<p title='Anna &amp; Co &lt;b&gt;'>Hello Anna &amp; Co &lt;b&gt;!</p>"
        '<a href="https://loyalty.example/v?code=1&amp;kind=2">Gift</a>'
        '<a href="https://shop.example/?code=AB%201%262">Shop</a>'
        '<a href="https://loyalty.example/unsubscribe/token">No more of these</a>'
    )
    assert email.text == (
        "Hello Anna & Co <b>! https://loyalty.example/v?code=1&kind=2\n"
        "No more: https://loyalty.example/unsubscribe/token"
    )


def test_a_default_is_escaped_too() -> None:
    email = email_for(with_part("email", "html", "{{ member.first_name | you & <me> }}"), ANNA, {})
    assert email is not None
    assert email.html == "you &amp; &lt;me&gt;"


def test_only_an_address_of_the_servers_decides_where_a_link_leads() -> None:
    led = with_part("notice", "link", "{{ voucher.link | https://shop.example }}")
    for values, leads in (
        (VALUES, "https://loyalty.example/v?code=1&kind=2"),
        ({}, "https://shop.example"),
        ({"voucher.link": "javascript:alert(1)"}, "https://shop.example"),
    ):
        notice = notice_for(led, ANNA, values)
        assert notice is not None
        assert notice.link == leads


def test_a_link_that_is_nothing_but_an_absent_value_is_none() -> None:
    notice = notice_for(with_part("notice", "link", "{{ voucher.link }}"), ANNA, {})
    assert notice is not None
    assert notice.link is None


def test_a_value_in_a_link_is_cut_so_that_its_size_is_known() -> None:
    notice = notice_for(message(), ANNA, {"voucher.code": "ї" * 51})
    assert notice is not None
    assert notice.link == "magpie://vouchers/" + "%D1%97" * 50


def test_a_name_with_line_breaks_stays_in_its_line() -> None:
    email = email_for(message(), ANNA, {"member.first_name": "Anna\r\nBcc: all@shop.example\u202e"})
    assert email is not None
    assert email.subject == "Anna Bcc: all@shop.example, a gift"


@pytest.mark.parametrize(
    ("language", "read"),
    [("uk", "uk"), ("uk-UA", "uk"), ("UK", "uk"), ("pt-BR", "en"), ("zh-Hans-CN", "en"), ("", "en")],
)
def test_a_member_reads_their_language_without_region_or_the_first(language: str, read: str) -> None:
    notice = notice_for(message(), Reader(language, "en"), VALUES)
    assert notice is not None
    assert notice.language == read


def test_a_regions_own_text_comes_first() -> None:
    told = message(**{"en": ENGLISH, "pt-BR": UKRAINIAN, "pt": UKRAINIAN})
    notice = notice_for(told, Reader("pt-br", "en"), VALUES)
    assert notice is not None
    assert notice.language == "pt-BR"


def test_each_channel_falls_back_by_itself() -> None:
    reader = Reader("uk", "en")
    notice, sms = notice_for(message(), reader, VALUES), sms_for(message(), reader, VALUES)
    assert notice is not None
    assert sms is not None
    assert (notice.language, sms.language) == ("uk", "en")


def test_a_channel_that_the_message_does_not_use_has_nothing_to_read() -> None:
    plain = message(en=UKRAINIAN)
    assert (email_for(plain, ANNA, VALUES), sms_for(plain, ANNA, VALUES)) == (None, None)


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (12_500, "nl", "12.500"),
        (2026, "nl", "2026"),
        (Decimal("12.50"), "uk", "12,50"),
        (0.5, "bg", "0,5"),
        (10**18 - 1, "en", "999,999,999,999,999,999"),
        (-(10**18), "en", ""),
        (1e300, "en", ""),
        (Decimal("NaN"), "en", ""),
        (float("nan"), "en", ""),
        (float("inf"), "en", ""),
        (date(2026, 3, 2), "pt-BR", "2 de março de 2026"),
        (("tea", "cake"), "en", "tea, cake"),
        ((), "en", ""),
        (None, "en", ""),
        (Link("https://shop.example/" + "x" * 200), "en", "https://shop.example/" + "x" * 200),
        ("x" * 101, "en", "x" * 99 + "…"),
    ],
)
def test_a_value_is_written_as_its_reader_writes_it(value: Value, language: str, text: str) -> None:
    written = shown(value, language)
    assert written == text
    assert isinstance(value, Link) or len(written) <= LONGEST_VALUE


@pytest.mark.parametrize("address", ["ftp://x", "https://a b", "https://x/" + "y" * 400, "javascript:x", "https://é"])
def test_only_short_addresses_of_the_web_are_links(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Link(address)
