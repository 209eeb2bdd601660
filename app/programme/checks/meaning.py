"""What must also be true of a programme beyond the form of its fields: names that exist, texts that are complete,
conditions that can be read, games that can be played.

Each check looks at the file and not at the typed model, so that all mistakes are told at once, also while other
parts of the file are still broken; whatever is no such thing at all is left to the check of the form.
"""

from app.programme.checks.app import check_app
from app.programme.checks.assets import check_amounts, check_assets, check_warnings
from app.programme.checks.badges import check_badges
from app.programme.checks.causes import check_causes
from app.programme.checks.conditions import check_conditions, known_words
from app.programme.checks.earning import check_activities, check_earning, check_kinds
from app.programme.checks.experiments import check_experiments
from app.programme.checks.mascots import check_mascots
from app.programme.checks.offers import check_offers
from app.programme.checks.places import check_places
from app.programme.checks.questions import check_questions
from app.programme.checks.reading import Found
from app.programme.checks.referral import check_referral
from app.programme.checks.streaks import check_streaks
from app.programme.checks.texts import check_texts
from app.programme.checks.tiers import check_tiers
from app.programme.checks.wheels import check_wheels
from app.programme.language import Vocabulary
from app.programme.leaves import leaves
from app.programme.model import Programme
from app.programme.tree import Node


def check_meaning(text: str, tree: Node, vocabulary: Vocabulary) -> Found:
    """Every such mistake in the file. `text` is the source of `tree`, to place mistakes inside conditions."""
    everything = list(leaves(Programme, tree))
    known = known_words(tree, vocabulary)
    yield from check_texts(tree, everything)
    yield from check_assets(tree, everything)
    yield from check_amounts(tree, everything)
    yield from check_warnings(tree)
    yield from check_conditions(text, everything, known)
    yield from check_activities(tree)
    yield from check_kinds(tree, everything)
    yield from check_earning(tree)
    yield from check_places(tree)
    yield from check_wheels(tree)
    yield from check_causes(tree)
    yield from check_badges(tree, known)
    yield from check_mascots(tree)
    yield from check_streaks(tree)
    yield from check_questions(tree, known)
    yield from check_offers(tree)
    yield from check_referral(tree)
    yield from check_tiers(tree)
    yield from check_experiments(tree, everything, known)
    yield from check_app(tree)
