"""Everything that can go wrong, as one hierarchy.

::

    CrmError            1  a fault that has no better name
    ├── UsageError      2  the command or call was put together wrongly
    ├── NotFound        3  a reference that fits nothing
    ├── Ambiguous       4  a reference that fits several records
    ├── Invalid         5  input that breaks a rule, with a problem per field
    ├── Conflict        6  somebody else changed the record first
    ├── FormatError     7  a file that is not what it claims to be
    └── DatabaseError   8  the database is newer, not ours, damaged, locked, read-only or full

The number is the exit code of the command line. Every message is one sentence, in the language
of the user, that says what to do.
"""

from collections.abc import Sequence
from typing import NamedTuple


class CrmError(Exception):
    """The base of every error that the library raises on purpose."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(CrmError):
    """The command or call was put together wrongly."""

    exit_code = 2


class NotFound(CrmError):
    """A reference fits no record; `nearest` holds the closest names, best first."""

    exit_code = 3

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class Ambiguous(CrmError):
    """A reference fits several records; `candidates` holds them as (reference, name)."""

    exit_code = 4

    def __init__(self, message: str, candidates: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class Problem(NamedTuple):
    """What is wrong with one field: its name, the value given and a sentence."""

    field: str
    message: str
    value: str = ""


class Invalid(CrmError):
    """Input breaks a rule; `problems` has one entry per field."""

    exit_code = 5

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    @classmethod
    def field(cls, field: str, message: str, value: str = "") -> "Invalid":
        """Build the error for a single field, its sentence being the message."""
        return cls(message, (Problem(field, message, value),))


class Conflict(CrmError):
    """Somebody else changed the record since it was read."""

    exit_code = 6


class FormatError(CrmError):
    """A file cannot be read as what it claims to be."""

    exit_code = 7


class DatabaseError(CrmError):
    """The database is newer than the program, not ours, damaged, locked, read-only or full."""

    exit_code = 8
