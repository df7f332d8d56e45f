"""The words by which a text is found: the same for what is stored and for what is typed."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from crm.text import fold

LONGEST_WORD = 64
"""Longer words are cut, both where they are kept and where they are typed."""
HOME_CODE = "46"

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")


def split(folded: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each chunk between white space with its words; chunks without words are left out."""
    for chunk in folded.split():
        if parts := _parts(chunk):
            yield chunk, parts


def _parts(chunk: str) -> list[str]:
    return [chunk] if chunk.isalnum() else _WORD.findall(chunk)


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a compound as one word: `anna`, `lena` gives `annalena`."""
    return "".join(parts)[:LONGEST_WORD]


def words_of_text(text: str) -> Words:
    """Return the words of a text, folded; compounds by their parts and as one word.

    `Anna-Lena` gives anna, lena and annalena; so do an organisation number and a diary number,
    which people write with and without what stands between their parts.
    """
    return _words_of_chunks([_parts(chunk) for chunk in fold(text).split()])


def _words_of_chunks(chunks: list[list[str]]) -> Words:
    found: list[str] = []
    for parts in chunks:
        found += [part[:LONGEST_WORD] for part in parts]
        if len(parts) > 1:
            found.append(joined(parts))
    return tuple(dict.fromkeys(found))


def key_and_line_of_name(name: str) -> tuple[str, str]:
    """Return what a name is compared by from its start, and its words, each after a space."""
    chunks = [
        _key_and_words_at_hand(chunk) if len(chunk) <= LONGEST_WORD else _key_and_words(chunk)
        for chunk in fold(name).split()
    ]
    key = " ".join([key for key, _words in chunks if key])
    return key, _line(dict.fromkeys([word for _key, words in chunks for word in words]))


def _key_and_words(chunk: str) -> tuple[str, Words]:
    parts = _parts(chunk)
    return " ".join(parts), _words_of_chunks([parts])


# Many have each given name, and each family name.
_key_and_words_at_hand = lru_cache(maxsize=10_000)(_key_and_words)


def words_of_email(address: str) -> Words:
    """Return the whole of an e-mail address, the parts before the @, and the domain from each part.

    `anna.lena@mail.almi.se` gives annalenamailalmise, anna, lena, mailalmise and almise.
    """
    local, _, domain = fold(address).rpartition("@")
    parts = [local] if local.isalnum() else _WORD.findall(local)
    domains = _words_of_domain(domain)
    return tuple(word for word in (joined((*parts, *domains[:1])), *parts, *domains) if word)


# Colleagues share it, and half of all people the few large ones.
@lru_cache(maxsize=10_000)
def _words_of_domain(domain: str) -> Words:
    labels = _WORD.findall(domain)
    return tuple(joined(labels[start:]) for start in range(max(len(labels) - 1, 1)))


def words_of_phone(value: str) -> Words:
    """Return the digits of a phone number as they are typed, or the words of what is no number.

    Of a number at home the international digits suffice, since what is typed is made so.
    """
    if value.startswith(f"+{HOME_CODE}") and value[1:].isdigit():
        return (value[1:],)
    from crm.validation import phone_search_forms

    forms = phone_search_forms(value) or words_of_text(value)
    return tuple(forms[:1] if forms and forms[0].startswith(HOME_CODE) else forms)


def words_of_custom_fields(values: str) -> Words:
    """Return the words of a record's own fields, which are stored as a JSON object."""
    loaded = {} if values == "{}" else json.loads(values)
    found: list[str] = []
    for value in loaded.values() if isinstance(loaded, dict) else ():
        for item in value if isinstance(value, list) else (value,):
            if item is not None and not isinstance(item, bool):
                found += words_of_text(str(item))
    return tuple(found)


def _line(found: Iterable[str]) -> str:
    text = " ".join(found)
    return f" {text}" if text else ""


def line_of_text(text: str) -> str:
    """Return the words of a text, each after a space."""
    return _line_of_label(text) if len(text) <= LONGEST_WORD else _line(words_of_text(text))


# Roles, organisations and labels come back in row after row.
@lru_cache(maxsize=10_000)
def _line_of_label(text: str) -> str:
    return _line(words_of_text(text))


READERS: dict[str, Callable[[str], str]] = {
    "email": lambda address: _line(words_of_email(address)),
    "phone": lambda value: _line(words_of_phone(value)),
    "custom": lambda values: _line(words_of_custom_fields(values)),
}
"""How the words of a field are read, where not as those of a text; each after a space."""
