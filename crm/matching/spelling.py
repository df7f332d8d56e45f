"""One spelling for words that sound alike, however they were written down."""

import re
from functools import lru_cache

from crm.text import fold

Words = tuple[str, ...]

# Spellings of one sound, in the order in which they are replaced: foreign ones, then å, ä, ö and ü
# as keyboards without them write them (aa is one of the doubled letters).
_SAME_SOUNDS = (
    ("ch", "k"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("c", "k"),
    ("q", "k"), ("w", "v"), ("z", "s"), ("oe", "o"), ("ae", "a"), ("ue", "u"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def spelling(word: str) -> str:
    """Return a folded word in one spelling: `christina` and `kristina` are alike."""
    for written, sound in _SAME_SOUNDS:
        if written in word:
            word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", word)


def spelt(name: str) -> Words:
    """Return the words of a name, parted by spaces or hyphens, each in one spelling."""
    return tuple(spelling(word) for word in fold(name).replace("-", " ").split())
