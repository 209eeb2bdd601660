"""What holds for every message that the checks let through, and for every value."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from message_examples import ANNA, KNOWN, LANGUAGES, UNSUBSCRIBE

from app.templates.check import mistakes_in
from app.templates.limits import LONGEST_SMS, NOTICE_BYTES
from app.templates.model import Message
from app.templates.render import email_for, notice_for, sms_for
from app.templates.values import Link, Values

FRAGMENTS = (
    "<p>",
    "</p>",
    "<a href='https://x.example/?",
    '<a href="',
    "'>",
    '">',
    "<img alt=",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "Hello ",
    '"',
    "'",
    " ",
    "{{ member.first_name }}",
    "{{ member.first_name | there }}",
    "{{ voucher.link }}",
    "{{ voucher.code|<b>'\" }}",
)
html_sources = st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join)
plain_sources = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS[-5:]), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
    max_size=8,
).map("".join)
texts = st.one_of(
    st.text(max_size=150), st.sampled_from(["<b>", '" onclick="x', "'><script>", "--><p>", "javascript:x"])
)
values = st.fixed_dictionaries(
    {},
    optional={
        "member.first_name": st.one_of(
            texts, st.integers(), st.floats(), st.decimals(), st.dates(), st.lists(texts, max_size=3), st.none()
        ),
        "voucher.code": texts,
        "voucher.link": st.one_of(texts, st.just(Link("https://loyalty.example/v?a=1&b=2"))),
        "unsubscribe.link": st.just(UNSUBSCRIBE),
    },
)


class Shape(HTMLParser):
    """The tags, attributes and comments of a page: everything but its texts and what attributes say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))


@given(html_sources, values)
def test_no_value_changes_the_shape_of_an_html_text(source: str, given_values: Values) -> None:
    html = source + ' <a href="{{ unsubscribe.link }}">'
    notice = {"title": "t", "body": "b"}
    email = {"subject": "s", "html": html, "text": "{{ unsubscribe.link }}"}
    message = Message.model_validate({"languages": {"en": {"notice": notice, "email": email}}})
    if mistakes_in(message, LANGUAGES, KNOWN):
        return
    plain, filled = email_for(message, ANNA, {}), email_for(message, ANNA, given_values)
    assert plain is not None
    assert filled is not None
    assert Shape(filled.html).seen == Shape(plain.html).seen
    assert not any("javascript" in link for link in Shape(filled.html).links if not link.startswith("https://"))


@given(plain_sources, plain_sources, values)
def test_a_checked_message_is_always_rendered_and_always_fits(body: str, link: str, given_values: Values) -> None:
    notice = {"title": f"x{body}"[:200], "body": f"x{body}", "link": f"https://x.example/{link.replace(' ', '')}"}
    languages = {"en": {"notice": notice, "sms": {"text": f"x{body}"}}}
    message = Message.model_validate({"languages": languages})
    if mistakes_in(message, LANGUAGES, KNOWN):
        return
    shown, sms = notice_for(message, ANNA, given_values), sms_for(message, ANNA, given_values)
    assert shown is not None
    assert sms is not None
    assert len(sms.text) <= LONGEST_SMS
    assert len(f"{shown.title}{shown.body}{shown.link}".encode()) <= NOTICE_BYTES
    assert "\n" not in shown.title
