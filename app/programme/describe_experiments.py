"""What an experiment means for members, in words."""

from app.programme.model import Experiment, Programme
from app.programme.naming import title_of
from app.words import Said, say


def experiment_words(name: str, programme: Programme) -> list[Said]:
    """How members come to be treated differently, where and until when. Which variant does what is not told."""
    experiment, stores = programme.experiments[name], programme.pilots[name]
    words = [
        say("Members are put into groups by chance, once and for good: {shares}", shares=_shares(experiment)),
        _time(experiment),
    ]
    if stores is not None:
        names = tuple(title_of(programme.stores[store].name, programme) for store in sorted(stores))
        words.append(say("It concerns these stores only: {stores}", stores=names))
    return words


def _shares(experiment: Experiment) -> str:
    """The shares of the groups: "1 : 1"."""
    return " : ".join(str(variant.weight) for variant in experiment.variants)


def _time(experiment: Experiment) -> Said:
    if experiment.ends is None:
        return say("It runs from {day}", day=experiment.starts.day)
    return say("It runs from {day} until {last}", day=experiment.starts.day, last=experiment.ends.day)
