"""The rule language: one way to write conditions, for earning, eligibility and audiences.

A condition is a statically checked subset of CEL, the Common Expression Language. It becomes a Python function over
facts (`predicate`) and a MongoDB filter over member documents (`query`); the two agree on every member.

What can be written: numbers, texts, `true`, `false`, `null`, lists of numbers or of texts; attributes by their dotted
names; `+ - * / %` on numbers; `== != < <= > >=`; `in` a list; `&& || !` and `? :`; `startsWith`, `endsWith` and
`contains` with a text written out; `size` of a list. Nothing can loop. Sources of more than 2,000 characters, 30
levels or 300 parts are refused.

What it means:

- A condition is true or false, never in between and never an error.
- A value may be absent: a fact that is missing or None; a field that is missing or null. An absent bool is false, an
  absent list is empty. `== null` and `!= null` test for absence; any other comparison with an absent value is false,
  `!=` too. `!` turns false into true: `!(member.tier == "gold")` is true for a member without a tier.
- Numbers are IEEE 754 doubles, infinity included; whole numbers are rounded to one first, which changes them only
  beyond 2^53. NaN is absent, and so are a division by zero and arithmetic with an absent value.
- Dividing a whole number by a whole number is refused, since CEL would drop the fraction; `%` takes whole numbers
  only, and the result has the sign of the dividend.
- Texts are compared code point by code point: no collation, no folding of case or accents.
- Both results of `? :` have one type, where whole numbers count as numbers.
"""

from app.programme.language.attributes import Attribute, Facts, Type, Value, Vocabulary
from app.programme.language.check import check
from app.programme.language.mistakes import Mistake, MistakenCondition, NotStored
from app.programme.language.naming import attributes_in
from app.programme.language.predicate import Predicate, predicate
from app.programme.language.query import Filter, query
from app.programme.language.search import Search, search

__all__ = [
    "Attribute",
    "Facts",
    "Filter",
    "Mistake",
    "MistakenCondition",
    "NotStored",
    "Predicate",
    "Search",
    "Type",
    "Value",
    "Vocabulary",
    "attributes_in",
    "check",
    "predicate",
    "query",
    "search",
]
