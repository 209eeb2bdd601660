"""Voucher codes: unguessable, easy to type, and wrong ones are told without looking them up."""

import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
SIGNS = 15
"""Of 5 bits each, before the check sign: 75 bits that nobody can guess."""
LENGTH = SIGNS + 1
GROUP = 4
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None})


def code_of(root: bytes, number: int) -> str:
    """The code of a member's voucher `number`, which follows from the member's secret root: 16 signs.

    HMAC-SHA256 with the root as its key. No seed of a wheel has such a message: ids have no colon.
    """
    drawn = int.from_bytes(hmac.digest(root, f"offers:voucher:{number}".encode(), "sha256"), "big")
    body = "".join(ALPHABET[drawn >> 5 * place & 31] for place in range(SIGNS))
    return body + _check_sign(body)


def read_code(text: str) -> str | None:
    """The code that somebody typed or scanned, in upper case and without groups; None when it can be none."""
    code = text.strip().upper().translate(MISREAD)
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return None
    return code if _check_sign(code[:SIGNS]) == code[SIGNS] else None


def shown_code(code: str) -> str:
    """The code in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def _check_sign(body: str) -> str:
    """The Luhn sign in base 32: any single wrong sign, and nearly all swapped neighbours, make another one."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        doubled = ALPHABET.index(sign) * (2 if place % 2 == 0 else 1)
        total += doubled // 32 + doubled % 32
    return ALPHABET[-total % 32]
