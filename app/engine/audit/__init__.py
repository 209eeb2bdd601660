"""The audit: reads everything that was ever recorded, once, and says where it does not add up.

`audit` goes through the members in the order of their ids, a few hundred at a time, each group in a snapshot of its
own: so a server may go on working meanwhile, and memory stays flat. What it needs to hold is one member's history.
It relies on ids of one length, as `app.members.newcomer` makes them: then members and ledger sort alike.
"""
