"""Campaigns: the right surprise for the right members, in their own time, and what it really changed.

Where to look, in the order in which a campaign lives:

text        `model`, `load`, `checks`, `examples`
staff       `edit`, `control`, `preview`, `estimate`, `refusals`
whom        `whom`, `arms`
planning    `occurrences`, `plan`, `others` (once a pilot is widened), `listen` (triggers), `end`
deciding    `decide`, with `circumstances`, `caps` and `claims`, `quiet`, `goals`
delivering  `deliver`, `gifts`, `send` with `values`, and the senders by their channels
working     `running`, `turns`, `carrier`, `lanes`, `desk` and its `opening`
looking     `progress`, `tally`, `report`, `reporting` and `kept` (large ones), `explain`, `in_words`
queries     `store` of campaigns and occurrences, `deliveries`
"""
