"""A JSON text (RFC 8259), whose values are decoded one after the other, each with its line."""

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from crm.errors import FormatError
from crm.i18n import _

_SPACE = re.compile(r"[ \t\n\r]*")
_INTEGER_LENGTH = 18


class Part(NamedTuple):
    """A value, the line it begins on and its section; of an unknown section only its name.

    An entry is a record of our own, to be taken as it stands.
    """

    line: int
    section: str
    value: object
    is_entry: bool = False


class Scanner:
    """A place in a JSON text, from which values are decoded one after the other."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.at = 0
        self._line = 1
        self._counted = 0
        self._decoder = _decoder(str)

    def read_exactly(self) -> None:
        """Give numbers with a fraction as such from here on, and not as they are written."""
        self._decoder = _decoder(_finite)

    def peek(self) -> str:
        """Return the next character that is no white space, "" at the end."""
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def line(self) -> int:
        """Return the physical line of the next value, counted from 1."""
        self.peek()
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def value(self) -> object:
        """Decode the next value, which must not be nested more deeply than Python can follow."""
        self.peek()
        try:
            value, self.at = self._decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            self.refuse()
        except (ValueError, RecursionError):
            self.refuse()
        else:
            return value

    def elements(self, section: str) -> Iterator[Part]:
        """Give the values of the array that begins here, each with its line."""
        for _place in self._separated("[", "]"):
            yield Part(self.line(), section, self.value())

    def members(self) -> Iterator[str]:
        """Give the keys of the object that begins here; the caller takes each value."""
        for _place in self._separated("{", "}"):
            if self.peek() != '"':
                self.refuse()
            key = str(self.value())
            self._pass(":")
            yield key

    def refuse(self) -> NoReturn:
        """Say that the text is no JSON at this place."""
        message = _("{path} is not JSON from line {line}: mend it there or export it again.")
        raise FormatError(message.format(path=self.path, line=self.line()))

    def _separated(self, opening: str, closing: str) -> Iterator[int]:
        """Stop at every item between two brackets, passing the commas."""
        self._pass(opening)
        if self.peek() == closing:
            self.at += 1
            return
        while True:
            yield self.at
            if self.peek() != ",":
                break
            self.at += 1
        self._pass(closing)

    def _pass(self, character: str) -> None:
        if self.peek() != character:
            self.refuse()
        self.at += 1


def _decoder(fraction: Callable[[str], object]) -> json.JSONDecoder:
    return json.JSONDecoder(
        parse_int=_integer, parse_float=fraction, parse_constant=_refuse_constant
    )


def _finite(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _integer(digits: str) -> int | str:
    """Keep a number of many digits as text, which Python refuses to turn into a number."""
    return int(digits) if len(digits) <= _INTEGER_LENGTH else digits


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
