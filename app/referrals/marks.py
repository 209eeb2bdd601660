"""Codes of invitations, and marks: keyed hashes that show whether two members use one device or means of payment."""

import hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that look alike on a screen or read aloud: 30 of them."""
CODE_LENGTH = 16
"""More than 78 bits."""
MARK_BYTES = 16


def code_of(root: bytes, number: int) -> str:
    """The code of the member's invitation `number`.

    HMAC-SHA256 with the member's root as its key: nobody can guess it, and a decision that is made again finds it
    again. No seed of a wheel has such a message: ids have no colon.
    """
    value = int.from_bytes(hmac.digest(root, f"invitation:{number}".encode(), "sha256"))
    signs = []
    for _ in range(CODE_LENGTH):
        value, sign = divmod(value, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def device_mark(root: bytes, device: str) -> str:
    """What a member document keeps of a device: comparable under the same root only, and not to be turned back."""
    return _mark(root, f"device:{device}")


def payment_mark(root: bytes, reference: str) -> str:
    """What a member document keeps of a means of payment, likewise."""
    return _mark(root, f"payment:{reference}")


def _mark(root: bytes, message: str) -> str:
    return hmac.digest(root, message.encode(), "sha256")[:MARK_BYTES].hex()
