"""Letters as they go over the wire."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_examples import AT, LETTER, SENDER

from app.email.letter import Sender
from app.email.mailbox import NoMailbox, ascii_mailbox
from app.email.mime import message_id, to_mime


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)  # type: ignore[return-value]


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_letter_says_the_same_as_text_and_as_html() -> None:
    message = read(to_mime(LETTER, SENDER, AT))
    assert message.get_content_type() == "multipart/alternative"
    assert [body.get_content_type() for body in message.iter_parts()] == ["text/plain", "text/html"]
    assert (part(message, "plain"), part(message, "html")) == (LETTER.text, LETTER.html)


def test_a_letter_says_who_sends_it_and_what_it_is_about() -> None:
    message = read(to_mime(LETTER, SENDER, AT))
    assert message["From"] == "Our Shop <news@shop.example>"
    assert message["Reply-To"] == "help@shop.example"
    assert message["To"] == "anna@mail.example"
    assert message["Subject"] == LETTER.subject
    assert message["Date"].datetime == AT
    assert message["Auto-Submitted"] == "auto-generated"


def test_answers_go_back_where_no_other_address_is_set() -> None:
    assert read(to_mime(LETTER, Sender("news@shop.example"), AT))["Reply-To"] is None


def test_one_click_unsubscribes_and_the_long_address_is_in_one_line() -> None:
    lines = to_mime(LETTER, SENDER, AT).decode("ascii").split("\r\n")
    assert f"List-Unsubscribe: <{LETTER.unsubscribe}>" in lines
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_a_letter_that_is_sent_again_has_the_same_id_and_others_have_others() -> None:
    first, again = read(to_mime(LETTER, SENDER, AT)), read(to_mime(replace(LETTER, subject="Again"), SENDER, AT))
    other = read(to_mime(replace(LETTER, row="row-2"), SENDER, AT))
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]
    assert message_id("row-1", SENDER).endswith("@shop.example>")
    assert "row-1" not in message_id("row-1", SENDER)


words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200)
pages = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=2_000)


@given(words, pages)
def test_any_words_arrive_as_they_were_in_lines_that_smtp_carries(subject: str, page: str) -> None:
    content = to_mime(replace(LETTER, subject=subject, text=page, html=page), SENDER, AT)
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert content.count(b"\n") == content.count(b"\r\n")
    message = read(content)
    assert str(message["Subject"]).split() == subject.split()
    assert part(message, "html").removesuffix("\n") == page.removesuffix("\n")
    assert len(message.keys()) == 11


@pytest.mark.parametrize(
    ("address", "sent_to"),
    [
        ("anna@mail.example", "anna@mail.example"),
        (" anna+shop@mail.example ", "anna+shop@mail.example"),
        ("o'neill@Bücher.example", "o'neill@xn--bcher-kva.example"),
        ("anna@скриня.укр", "anna@xn--h1adkkd2g.xn--j1amh"),
    ],
)
def test_an_international_domain_is_encoded(address: str, sent_to: str) -> None:
    assert ascii_mailbox(address) == sent_to


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@mail.example",
        "anna@",
        "анна@mail.example",
        "anna smith@mail.example",
        "anna..smith@mail.example",
        '"anna"@mail.example',
        "anna@mail example",
        "anna@mail.example\r\nRCPT TO:<all@mail.example>",
        "anna@mail.example>",
        "a" * 65 + "@mail.example",
        "anna@" + "a" * 64 + ".example",
        "anna@" + "a." * 124 + "example",
        "anna@-x.example",
    ],
)
def test_what_smtp_cannot_carry_is_no_mailbox(address: str) -> None:
    with pytest.raises(NoMailbox):
        ascii_mailbox(address)
