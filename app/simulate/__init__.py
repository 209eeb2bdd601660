"""The simulator: lives many members for many days on a programme, and checks every invariant as it goes.

Nothing but the engine's pure steps is used, with histories in memory: what is tried here is what serves live traffic.
All chance follows from one seed, so a run can be repeated to the last bit, whatever the number of processes.

A room takes part with a file in `habits` (what members do there) and one in `invariants` (what must always hold there),
each named in the list that its package keeps.
"""
