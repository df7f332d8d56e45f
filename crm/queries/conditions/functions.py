"""What SQLite asks us where it cannot compare as conditions do."""

from typing import Any

from sqlalchemy import ColumnElement, case, func

from crm.store import FITS, FOLD

NOT_ASCII = "*[^\x01-\x7f]*"


def folded(text: Any) -> ColumnElement[str]:
    """Return a text without case and accents; SQLite asks us only where it is not ASCII."""
    return case((text.op("GLOB")(NOT_ASCII), getattr(func, FOLD)(text)), else_=func.lower(text))


def fits(value: Any, operator: str, given: str) -> ColumnElement[bool]:
    """Return whether a value of any sort stands in a relation to a given one."""
    found: ColumnElement[int] = getattr(func, FITS)(value, operator, given)
    return found == 1
