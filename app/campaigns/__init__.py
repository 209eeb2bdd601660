"""Campaigns: the right surprise for the right members, in their own time, and what it really changed.

Where to look, in the order in which a campaign lives:

text        what it says, from `model`; `examples` show it
steering    what the staff does with it
planning    what is to be sent, written down as deliveries
deciding    what becomes of each when it is due
sending     gifts and messages
reports     what became of it all
working     who does this, and when

Below them lie the queries (`store`, `deliveries`), the leases on `lanes`, and the `desk` with its senders.
"""
