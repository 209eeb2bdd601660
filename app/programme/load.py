"""Reads a programme from its YAML text, or tells everything that is wrong with it."""

from app.programme.checks import check_meaning
from app.programme.language import Vocabulary
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.parse import parse
from app.programme.structure import validate


def load(text: str, vocabulary: Vocabulary) -> Programme:
    """The programme that `text` describes. Raises ProgrammeMistakes with all mistakes, each at its line.

    Only a text that is no YAML at all stops at its first mistake: what follows it cannot be told apart.
    """
    tree, mistakes = parse(text)
    programme, wrong_form = validate(tree, Programme)
    mistakes = [*mistakes, *wrong_form, *check_meaning(text, tree, vocabulary)]
    if programme is None or mistakes:
        raise ProgrammeMistakes(mistakes)
    return programme
