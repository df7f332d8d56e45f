"""How wide a column must be for the words it can hold, which differ between the languages."""

from collections.abc import Iterable

from rich.cells import cell_len

from crm.labels import label


def width_of(title: str, least: int = 0) -> int:
    """Return the width of a column that must show its title, and `least` cells besides."""
    return max(least, cell_len(title))


def width_of_words(title: str, words: Iterable[str], more: int = 0) -> int:
    """Return the width that shows every word of a closed list, and `more` cells besides each."""
    return max([cell_len(title), *(cell_len(label(word)) + more for word in words)])
