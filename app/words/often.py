"""How often, and how long: the numbers that most sentences have."""

from app.words.said import Said, say, say_many


def often(times: int) -> Said:
    """So many times: "once", "3 times"."""
    return say("once") if times == 1 else say_many("{count} time", "{count} times", times)


def lasting(count: int, unit: str) -> Said:
    """A length of time: "14 days". `unit` is one of `minutes`, `hours`, `days`, `weeks`, `months`, `years`."""
    return {
        "minutes": say_many("{count} minute", "{count} minutes", count),
        "hours": say_many("{count} hour", "{count} hours", count),
        "days": say_many("{count} day", "{count} days", count),
        "weeks": say_many("{count} week", "{count} weeks", count),
        "months": say_many("{count} month", "{count} months", count),
        "years": say_many("{count} year", "{count} years", count),
    }[unit]
