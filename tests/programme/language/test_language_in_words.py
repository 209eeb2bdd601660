"""Words for any condition of the language, about any member."""

import bson
from expression_strategies import conditions
from hypothesis import given, settings
from hypothesis import strategies as st
from language_world import VOCABULARY, corpus, facts_of

from app.programme.language import predicate
from app.programme.language.in_words import in_words, unmet_in_words
from app.words import Said, say

MEMBERS = corpus(40)
NAMES = {"*": say("the {name}")}


@settings(max_examples=300, deadline=None)
@given(conditions(3))
def test_every_condition_has_words(source: str) -> None:
    words = in_words(source, VOCABULARY, NAMES)
    assert " must " in str(words)
    assert words == in_words(source, VOCABULARY, NAMES)


@settings(max_examples=300, deadline=None)
@given(conditions(2), st.sampled_from(MEMBERS))
def test_whatever_does_not_hold_is_explained_for_every_member(source: str, member: dict[str, object]) -> None:
    facts = facts_of(member)
    words = unmet_in_words(source, VOCABULARY, NAMES, facts)
    assert " must " in str(words)
    assert Said.from_document(bson.decode(bson.encode(words.to_document()))) == words


@settings(max_examples=300, deadline=None)
@given(st.lists(conditions(0), min_size=2, max_size=4), st.sampled_from(MEMBERS))
def test_of_several_things_asked_for_only_those_that_do_not_hold_are_named(
    sources: list[str], member: dict[str, object]
) -> None:
    facts = facts_of(member)
    missing = [f"({source})" for source in sources if not predicate(source, VOCABULARY)(facts)]
    together = " && ".join(f"({source})" for source in sources)
    if missing:
        alone = [str(unmet_in_words(source, VOCABULARY, NAMES, facts)) for source in missing]
        assert str(unmet_in_words(together, VOCABULARY, NAMES, facts)) == ", and ".join(alone)


@settings(max_examples=300, deadline=None)
@given(st.lists(conditions(0), min_size=2, max_size=4), st.sampled_from(MEMBERS))
def test_not_any_of_several_is_each_of_them_not(sources: list[str], member: dict[str, object]) -> None:
    facts = facts_of(member)
    none_of = f"!({' || '.join(sources)})"
    each_not = " && ".join(f"!({source})" for source in sources)
    words = unmet_in_words(none_of, VOCABULARY, NAMES, facts)
    assert words == unmet_in_words(each_not, VOCABULARY, NAMES, facts)
    assert predicate(none_of, VOCABULARY)(facts) == predicate(each_not, VOCABULARY)(facts)
