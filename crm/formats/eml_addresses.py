"""The addresses in a field of a message (RFC 5322 3.4), however they are written.

They are parted before their names are decoded, so that a comma which a name encodes does not part
it. Everything takes time in step with the length, and nothing raises.
"""

import re
from dataclasses import dataclass, replace

from crm.formats.eml_words import decoded
from crm.text import clean_line

FIELD_LENGTH = 100_000
ADDRESSES = 2_000
_TOKEN = re.compile(
    r"=\?[^?\s=]{1,60}\?[bBqQ]\?[^?\r\n]{0,4000}\?="
    r'|"(?:[^"\\]|\\.){0,300}+"'
    r"|<[^<>]{0,2000}>?"
    r'|[(),;:]|[^"<(),;:=]+|["=]',
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Address:
    """Somebody named in a field; either may be empty."""

    name: str
    email: str


def addresses(value: str) -> list[Address]:
    """Return the addresses in a field: those of groups too, without the groups' names.

    Commas part them, and so do semicolons, which Outlook writes. A name that a comma parts
    although nothing quotes it is put together again.
    """
    found: list[Address] = []
    parted_by = ""
    for tokens, sign in _between_signs(value[:FIELD_LENGTH]):
        for one in _of_tokens(tokens):
            if parted_by == "," and found and one.name and one.email and not found[-1].email:
                one = replace(one, name=f"{found.pop().name}, {one.name}")
            found.append(one)
        parted_by = sign
        if len(found) >= ADDRESSES:
            break
    return found


def _between_signs(value: str) -> list[tuple[list[str], str]]:
    """Return the tokens between the signs that part addresses, with the sign that follows them."""
    parts: list[tuple[list[str], str]] = []
    tokens: list[str] = []
    depth = 0
    found = _TOKEN.findall(value)
    if found.count("(") != found.count(")"):
        found = [token for token in found if token not in ("(", ")")]
    for token in found:
        depth = max(depth + (token == "(") - (token == ")"), 0)
        if depth == 0 and token in (",", ";"):
            parts.append((tokens, token))
            tokens = []
        elif depth == 0 and token == ":" and not any(one[:1] == "<" for one in tokens):
            # What stands before it was the name of a group.
            tokens = []
        else:
            tokens.append(token)
    return [*parts, (tokens, "")]


def _of_tokens(tokens: list[str]) -> list[Address]:
    """Return the address that the tokens make up; several where only spaces part them."""
    comment, plain = _parted(tokens)
    bracketed = [token.strip("<> \t") for token in plain if token[:1] == "<"]
    words = "".join(_unquoted(token) for token in plain if token[:1] != "<")
    email = next((one for one in bracketed if "@" in one), "")
    if not bracketed and "@" in words:
        bare = [one for one in words.split() if "@" in one.strip("@")]
        if len(bare) > 1:
            return [Address("", email) for one in bare if (email := _email(one))]
        email = bare[0] if bare else words
        words = words.replace(email, "")
    email = _email(email)
    name = (clean_line(decoded(words)) or clean_line(decoded(comment))).strip("'\" ")
    if name.casefold() == email.casefold():
        name = ""
    return [Address(name, email)] if name or email else []


def _email(written: str) -> str:
    """Return an address without a route (RFC 5322 4.4), spaces and what programs put before it."""
    email = clean_line(decoded(written)).replace(" ", "").strip("<>[]'")
    return email.rpartition(":")[2] if '"' not in email else email


def _parted(tokens: list[str]) -> tuple[str, list[str]]:
    """Return what stands in parentheses, and the tokens that do not."""
    comment: list[str] = []
    plain: list[str] = []
    depth = 0
    for token in tokens:
        if token == "(":
            depth += 1
        elif token == ")" and depth:
            depth -= 1
        else:
            (comment if depth else plain).append(token)
    return "".join(comment), plain


def _unquoted(token: str) -> str:
    return _ESCAPED.sub(r"\1", token[1:-1]) if token[:1] == '"' and len(token) > 1 else token
