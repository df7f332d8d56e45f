"""Which names somebody may have meant."""

from collections.abc import Iterable

from crm.text import fold

_READ_LENGTH = 200
_MEANT = 70.0  # of 100: what is worth asking «did you mean»


def nearest(text: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Return the names that somebody may have meant, best first, none where nothing is near."""
    from rapidfuzz import fuzz, process

    wanted = fold(text[:_READ_LENGTH]).strip()
    choices = {name: fold(name[:_READ_LENGTH]) for name in names}
    if not wanted or limit < 1:
        return []
    found = process.extract(wanted, choices, scorer=fuzz.WRatio, score_cutoff=_MEANT, limit=limit)
    return [name for _folded, _score, name in found]
