"""Part a person's name into given and family name."""

from crm.vocabulary import NAME_PARTICLES

GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "jnr", "snr", "ii", "iii", "iv"})


def split_name(name: str) -> tuple[str | None, str | None]:
    """Return the given and the family name: `Ulf von Sydow` -> `Ulf`, `von Sydow`.

    The last word is the family name, with the particles before it; one word alone is a given
    name. `Lundwall, Göran` is read as family name first.
    """
    family, comma, given = name.partition(",")
    if comma and family.strip() and given.strip() and not _is_generation(given):
        return given.strip(), family.strip()
    words = name.split()
    if len(words) < 2:
        return (words[0] if words else None), None
    if len(words) == 2:
        return words[0], words[1]
    start = len(words) - 1
    if _is_generation(words[start]) and start > 1:
        start -= 1
    while start > 1 and words[start - 1].casefold() in NAME_PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _is_generation(word: str) -> bool:
    return word.strip().casefold() in GENERATIONS
