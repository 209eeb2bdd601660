"""The programme's own names as facts of sentences: they choose their language when the sentence does."""

from dataclasses import dataclass

from app.programme.forms import form_for
from app.programme.model import Asset, Programme
from app.programme.values import Duration, Text
from app.words import Said, lasting, say

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, as it stands within a sentence."""

    text: Text
    default: str
    """The programme's default language."""
    lower: bool = True

    def in_language(self, language: str) -> str:
        name = self.text.in_language(language, self.default)
        return name.lower() if self.lower else name


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of an asset: "1 point", "100 points"."""

    amount: int
    asset: Asset
    default: str

    def in_language(self, language: str) -> str:
        forms = (self.asset.counted or {}).get(language)
        if forms:
            form = forms[form_for(self.amount, language)]
            return say("{number} {form}", number=self.amount, form=form).in_language(language)
        name = Name(self.asset.name, self.default).in_language(language)
        if self.amount == 1 and language.startswith(ENGLISH):
            name = name.removesuffix("s")
        return say("{number} {name}", number=self.amount, name=name).in_language(language)


def counted(amount: int, asset: str, programme: Programme) -> Counted:
    """So many of an asset of the programme."""
    return Counted(amount, programme.assets[asset], programme.languages[0])


def name_of(text: Text, programme: Programme) -> Name:
    """A name in the middle of a sentence, where English writes it small."""
    return Name(text, programme.languages[0])


def title_of(text: Text, programme: Programme) -> Name:
    """A name as the programme writes it."""
    return Name(text, programme.languages[0], lower=False)


def span_of(duration: Duration) -> Said:
    """A length of time: "14 days"."""
    return lasting(duration.count, duration.unit)
