"""The names a member is known by, apart from the random id."""


def login_alias(issuer: str, subject: str) -> str:
    """The name of whoever signs in as this subject of this issuer: only the pair is unique."""
    return f"login:{issuer}|{subject}"


def external_alias(external_id: str) -> str:
    """The name in the brand's own systems, for example a customer number."""
    return f"external:{external_id}"


def code_alias(code: str) -> str:
    """The name at the till: what the app shows as a QR code."""
    return f"code:{code}"
