"""How large a message may be. Texts are counted in characters, what is sent in bytes of UTF-8."""

LONGEST_LINE = 200
"""A title or subject: phones show 30 to 60 characters, mail programs up to 100."""
LONGEST_BODY = 2_000
LONGEST_LINK = 1_000
LONGEST_EMAIL = 100_000
"""Gmail cuts a longer HTML part."""
LONGEST_SMS = 1_600
"""What gateways accept: ten segments of 160, or 24 of 67 (the Twilio Messages API, error 21617)."""

LONGEST_VALUE = 100
"""What a variable puts into a message is cut here, so that the size of a message is known before anybody gets it."""
VALUE_BYTES = LONGEST_VALUE * 4
"""No character takes more than four bytes."""
LONGEST_IN_LINK = 50
"""Of a value in a link, in characters: codes and ids are shorter."""
ENCODED_VALUE_BYTES = LONGEST_IN_LINK * 4 * len("%F0")
"""More than any address of the server's takes."""

LONGEST_ADDRESS = 400
"""Of an address that the server itself makes, in characters of ASCII."""

PAYLOAD_BYTES = 4_096
"""Firebase Cloud Messaging's own limit for notification and data together."""
ENVELOPE_BYTES = 596
"""Kept free of it for names, ids and punctuation, and for what delivery adds."""
NOTICE_BYTES = PAYLOAD_BYTES - ENVELOPE_BYTES
"""For the texts and links of a notice."""
