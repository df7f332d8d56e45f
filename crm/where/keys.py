"""What conditions may ask for, and what sort of values is found there."""

from dataclasses import dataclass

from crm.dates import Prefer

FLAG_WORDS = ("true", "false")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the JSON records that a condition may ask for.

    With `is_date` its values are dates, and are compared with dates and phrases for them; `prefer`
    is how a phrase without a year is read. With `words` it holds only these.
    """

    name: str
    is_date: bool = False
    prefer: Prefer = "past"
    words: tuple[str, ...] = ()
