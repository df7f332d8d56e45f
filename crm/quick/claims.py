"""Which words of a line have been taken, and for what; what is left is text."""

from collections.abc import Iterator, Sequence

from crm.quick.line import Name, Part, Role
from crm.quick.tokens import Token
from crm.text import clean_line

HIDDEN = "\0"
"""Stands for what is taken already where dates are looked for."""
_ENDS = " .,;:!?"


class Claims:
    """A stretch of a line, of which each word is taken for one thing at most."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.roles: list[Role | None] = [None] * len(tokens)
        self.kept: set[int] = set()
        """Tokens that are taken and stay in the text all the same."""

    def __len__(self) -> int:
        return len(self.tokens)

    def take(self, start: int, stop: int, role: Role) -> None:
        """Take the tokens from `start` up to `stop`."""
        self.roles[start:stop] = [role] * (stop - start)

    def take_span(self, start: int, end: int, role: Role) -> None:
        """Take the tokens that lie between two places of the line."""
        for index, token in enumerate(self.tokens):
            if start <= token.start < end:
                self.roles[index] = role

    def keep(self, index: int) -> None:
        """Let a marked name stay in the text, though it is taken."""
        role = self.roles[index]
        self.kept.add(index)
        following = index + 1
        while (
            following < len(self)
            and self.roles[following] is role
            and not self.tokens[following].mark
        ):
            self.kept.add(following)
            following += 1

    def is_free(self, index: int) -> bool:
        """Tell whether there is a token that nothing has taken."""
        return 0 <= index < len(self) and self.roles[index] is None

    def is_word(self, index: int) -> bool:
        """Tell whether there is a free token that is a plain word."""
        return self.is_free(index) and not self.tokens[index].is_sign

    def folded(self, index: int) -> str:
        """Return a free token as it is compared; empty where there is none."""
        return self.tokens[index].folded if self.is_free(index) else ""

    def name(self, start: int, stop: int) -> Name:
        """Return the tokens from `start` up to `stop` as a name."""
        first, last = self.tokens[start], self.tokens[stop - 1]
        text = first.text if stop == start + 1 else self.text[first.start : last.end]
        cleaned = clean_line(text)
        return Name(cleaned.rstrip(_ENDS) or cleaned, first.start, last.end)

    def says_anything_before(self, index: int) -> bool:
        """Tell whether a word before a token has been left for the text."""
        return any(map(self.is_word, range(index)))

    @property
    def searchable(self) -> str:
        """The text with all that is taken, quoted or marked hidden, each part as long as it was."""
        letters = list(self.text)
        for token, role in zip(self.tokens, self.roles, strict=True):
            if role or token.quoted or token.mark:
                letters[token.start : token.end] = HIDDEN * (token.end - token.start)
        start = self.tokens[0].start if self.tokens else 0
        end = self.tokens[-1].end if self.tokens else 0
        return " " * start + "".join(letters[start:end])

    def left(self) -> str:
        """Return what nothing has taken, on one line, without signs that join nothing any more."""
        left = ""
        for piece in self._pieces():
            text = piece.strip(_SIGNS)
            if any(letter.isalnum() for letter in text):
                # A comma or colon between what was taken and the rest still parts the text.
                parts = piece.lstrip()[:1] if left and piece.lstrip()[:1] in _PARTING else ""
                left = f"{left}{parts} {text}" if left else text
        return clean_line(left)

    def _pieces(self) -> Iterator[str]:
        piece: list[str] = []
        end = None
        for index, token in enumerate(self.tokens):
            if not (self.roles[index] is None or index in self.kept):
                yield "".join(piece)
                piece, end = [], None
                continue
            if end is not None and token.start > end:
                piece.append(" ")
            piece.append(token.text)
            end = token.end
        yield "".join(piece)

    def parts(self) -> Iterator[Part]:
        """Yield what has been taken, neighbours of one role as one."""
        last: Part | None = None
        for token, role in zip(self.tokens, self.roles, strict=True):
            if last and last.role is role and (role in _RUNNING or token.is_plain):
                last = Part(last.role, last.start, token.end)
                continue
            if last:
                yield last
            last = Part(role, token.start, token.end) if role else None
        if last:
            yield last


_RUNNING = (Role.DATE, Role.DUE, Role.PLACE, Role.PERSON, Role.PROMISE)
_SIGNS = " ,;:–—-"
_PARTING = (",", ";", ":")
