"""What must be true of conditions: that they can be read, and ask only about what is known."""

from app.programme.checks.experiments import names_of_experiments
from app.programme.checks.questions import kinds_of_questions
from app.programme.checks.reading import Found, named
from app.programme.language import Vocabulary, check
from app.programme.leaves import Leaf
from app.programme.mistakes import mistake_at
from app.programme.model import FieldType
from app.programme.model.declared import Declared, declared_by
from app.programme.scalar import place_in
from app.programme.tree import Node, path_name
from app.programme.values import ID, Meaning
from app.programme.vocabulary import about_members, declared_attributes
from app.programme.windows import WORD


def known_words(tree: Node, vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with what the programme itself declares."""
    return vocabulary.with_more(declared_attributes(_declarations(tree)))


def check_conditions(text: str, everything: list[Leaf], vocabulary: Vocabulary) -> Found:
    """Conditions can be read, and ask only about what is known where they stand. `text` is the whole file."""
    words = {
        Meaning.EXPRESSION: vocabulary,
        Meaning.MEMBER_EXPRESSION: about_members(vocabulary),
        Meaning.ACTIVITY_EXPRESSION: vocabulary.about("activity"),
    }
    for leaf in everything:
        source = leaf.node.value
        if leaf.meaning not in words or not isinstance(source, str):
            continue
        for mistake in check(source, words[leaf.meaning]):
            place = place_in(text, leaf.node, mistake.column - 1)
            yield mistake_at(place, path_name(leaf.steps), mistake.message)


def _declarations(tree: Node) -> Declared:
    """What is declared, as far as it can be read; where two kinds disagree about a field, the first one counts."""
    fields = {kind: _fields(declared) for kind, declared in named(tree, "activities") if WORD.fullmatch(kind)}
    streaks = [name for name, _ in named(tree, "streaks") if ID.fullmatch(name)]
    return declared_by(fields, streaks, kinds_of_questions(tree), dict.fromkeys(names_of_experiments(tree)))


def _fields(declared: Node) -> dict[str, FieldType]:
    known = [str(one) for one in FieldType]
    fields = [(name, node) for name, node in named(declared, "fields") if WORD.fullmatch(name)]
    return {name: FieldType(str(node.value)) for name, node in fields if node.value in known}
