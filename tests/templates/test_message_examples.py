"""The page about messages shows one that can be saved."""

from pathlib import Path

from message_examples import KNOWN
from ruamel.yaml import YAML

from app.templates.check import mistakes_in
from app.templates.model import Message
from app.templates.render import Reader, notice_for

PAGE = Path(__file__).parents[2] / "docs" / "messages.md"


def test_the_example_of_the_page_is_a_message_without_mistakes() -> None:
    _, _, rest = PAGE.read_text().partition("```yaml\n")
    message = Message.model_validate(YAML(typ="safe").load(rest.partition("```")[0]))
    assert mistakes_in(message, ("en", "uk"), KNOWN) == []
    notice = notice_for(message, Reader("uk", "en"), {})
    assert notice is not None
    assert notice.title == "Вітаємо, друже!"
