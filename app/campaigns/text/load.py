"""Reads a campaign from its YAML text, or tells everything that is wrong with it."""

import asyncio
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from app.campaigns.model import Campaign
from app.campaigns.text.checks import check_meaning, check_time
from app.campaigns.text.place_checks import check_places
from app.engine.backend import Backend
from app.fences.store import drawn_fences
from app.programme.mistakes import ProgrammeMistakes
from app.programme.model import Programme
from app.programme.parse import parse
from app.programme.structure import validate

REMEMBERED = 256


async def read_text(backend: Backend, text: str, not_before: datetime | None = None) -> Campaign:
    """The campaign of a text, in the programme in force, with the fences there are. Raises as `load_campaign` does."""
    programme = (await backend.programmes.current()).programme
    drawn = await drawn_fences(backend.database)
    return await asyncio.to_thread(load_campaign, text, programme, drawn, not_before)


def load_campaign(
    text: str, programme: Programme, drawn: Collection[str] = (), not_before: datetime | None = None
) -> Campaign:
    """The campaign that `text` describes, to be run in this programme, where staff have drawn these fences.

    Raises ProgrammeMistakes with all mistakes; with `not_before`, it is one that all times of the campaign lie before.
    """
    tree, mistakes = parse(text)
    campaign, wrong_form = validate(tree, Campaign)
    mistakes = [*mistakes, *wrong_form, *check_meaning(text, tree, campaign, programme)]
    if campaign is not None:
        mistakes += [
            *check_places(tree, campaign, programme, drawn),
            *check_time(tree, campaign, programme, not_before),
        ]
    if campaign is None or mistakes:
        raise ProgrammeMistakes(mistakes)
    return campaign


@lru_cache(REMEMBERED)
def campaign_in(text: str) -> Campaign:
    """The campaign of a text that was checked when it was saved."""
    tree, _ = parse(text)
    return Campaign.model_validate(tree.plain)
