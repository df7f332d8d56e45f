"""What a widget says of the places within it that one can jump to."""

from collections.abc import Callable, Iterable
from typing import Protocol, runtime_checkable

Go = Callable[[], object]
"""Goes to a place."""


@runtime_checkable
class Jumps(Protocol):
    """A line with several places to go to."""

    def jumps(self) -> Iterable[tuple[int, Go]]:
        """Return the column of each place, and what goes there."""
