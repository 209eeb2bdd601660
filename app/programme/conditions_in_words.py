"""The conditions of a programme in plain words."""

from app.programme.language.in_words import ANY, Names, in_words
from app.programme.model import Programme
from app.programme.values import minor_unit_exponent
from app.programme.vocabulary import vocabulary
from app.words import Said, say

NAMES: Names = {
    "activity.kind": say("the kind of activity"),
    "activity.amount": say("the amount"),
    "activity.currency": say("the currency"),
    "activity.store": say("the store"),
    "activity.region": say("the region of the store"),
    "activity.offer": say("the offer"),
    "activity.fence": say("the fence"),
    "activity.crossing": say("the kind of crossing"),
    "activity.channel": say("the channel"),
    "activity.categories": say("the categories of what was bought"),
    "activity.skus": say("the articles that were bought"),
    "activity.items": say("the number of pieces"),
    "activity.fields.*": say("the {name} of the activity"),
    "member.purchases": say("the number of purchases so far"),
    "member.spent": say("the money spent so far"),
    "member.average_receipt": say("the average receipt"),
    "member.visits": say("the number of visits so far"),
    "member.days_since_purchase": say("the days since the last purchase"),
    "member.days_since_visit": say("the days since the last visit"),
    "member.days_away": say("the days since you were last here"),
    "member.usual_gap_days": say("the days that usually lie between two visits of yours"),
    "member.overdue": say("how long you have been away, in percent of your usual gap"),
    "member.days_since_joining": say("the days since joining"),
    "member.times.*": say("the times of {name} so far"),
    "member.days_since.*": say("the days since the last {name}"),
    "member.streak.*": say("the length of the streak {name}"),
    "member.streak_hours_left.*": say("the hours in which the streak {name} still goes on"),
    "member.badges": say("the badges"),
    "member.tier": say("the level"),
    "member.memberships": say("the memberships"),
    "member.age": say("the age"),
    "member.birthday_in_days": say("the days to the next birthday"),
    "member.days_since_birthday": say("the days since the last birthday"),
    "member.likes": say("the categories that are liked"),
    "member.dislikes": say("the categories that are disliked"),
    "member.answers.*": say("the answer about {name}"),
    "member.language": say("the member's language"),
    "member.zone": say("the member's time zone"),
    ANY: say("the {name}"),
}
"""What attributes are called; the last name is for those that are not listed."""


def condition_in_words(programme: Programme, source: str) -> Said:
    """What a condition of the programme asks for."""
    return in_words(source, vocabulary(minor_unit_exponent(programme.currency), programme.declared), NAMES)
