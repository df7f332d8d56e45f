"""Postal codes."""

import re

from crm.text import clean_line

_SWEDISH_CODE = re.compile(r"(?:SE?[- ]?)?([1-9]\d{2}) ?(\d{2})", re.ASCII | re.IGNORECASE)


def normalise_postal_code(text: str) -> str:
    """Return a Swedish postal code as `123 45`, and any other text cleaned."""
    line = clean_line(text)
    match = _SWEDISH_CODE.fullmatch(line)
    return f"{match[1]} {match[2]}" if match else line
