"""Reads a campaign from its YAML text, or tells everything that is wrong with it."""

from functools import lru_cache

from app.campaigns.checks import check_meaning
from app.campaigns.model import Campaign
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.parse import parse
from app.programme.structure import validate

REMEMBERED = 256


def load_campaign(text: str, programme: Programme) -> Campaign:
    """The campaign that `text` describes, to be run in this programme. Raises ProgrammeMistakes with all mistakes."""
    tree, mistakes = parse(text)
    campaign, wrong_form = validate(tree, Campaign)
    mistakes = [*mistakes, *wrong_form, *check_meaning(text, tree, campaign, programme)]
    if campaign is None or mistakes:
        raise ProgrammeMistakes(mistakes)
    return campaign


@lru_cache(REMEMBERED)
def campaign_in(text: str) -> Campaign:
    """The campaign of a text that was checked when it was saved."""
    tree, _ = parse(text)
    return Campaign.model_validate(tree.plain)
