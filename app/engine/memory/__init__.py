"""Memory: members' histories kept in memory in place of MongoDB, for the simulator and for replaying history.

`record_in_memory` is `app.engine.record` without a database: the same step from an activity to an entry, kept in a
`History` instead of committed.
"""
