"""The error for a value that cannot be stored."""

from crm.errors import Invalid
from crm.text import clean_line, shorten

SHOWN_WIDTH = 60
READ_LENGTH = 10_000


def refusal(field: str, sentence: str, text: str) -> Invalid:
    """Build the error for one field; `{value}` in the sentence becomes what was given."""
    given = clean_line(text[:READ_LENGTH])
    return Invalid.field(field, sentence.format(value=shorten(given, SHOWN_WIDTH)), given)
