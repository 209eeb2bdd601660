"""The engine: decide purely, then commit once.

    activity -> decide(programme, member, activity, now, surroundings) -> effects -> apply -> commit in one transaction

`record` is the one way in; `decide` and `apply` have no clock, no randomness and no database, and serve live traffic,
previews and explanations alike.
"""
