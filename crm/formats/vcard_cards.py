"""Cards, found in the content lines of a file; one inside AGENT belongs to the card around it.

A card that does not end goes up to where the next begins, so that it harms no other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crm.formats.records import RecordProblem
from crm.formats.vcard_lines import MENDED, Line
from crm.formats.vcard_properties import NoProperty, Property, parse
from crm.formats.vcard_text import unescape
from crm.i18n import N_, _

AGENT = "AGENT"
VCARD = "VCARD"
_MARKS = frozenset({"BEGIN", "END"})
PROPERTIES_IN_A_CARD = 5_000
# In characters, agents included.
CARD_LIMIT = 4 << 20
AGENTS_IN_A_CARD = 20
SHOWN_LENGTH = 80
PROBLEMS_IN_A_CARD = 50

_UNREADABLE = N_("This line is no property of a card and was left out.")
_MENDED = N_("The value breaks off and goes on in the next line: it was read as one.")
_TOO_LONG = N_("The value is longer than 512 kB and was left out.")
_TOO_MANY = N_("The card has more than {count} properties: the rest was left out.")
_TOO_LARGE = N_("The card is larger than {count} MB: the rest was left out.")
_NESTED = N_("The card holds too many cards inside it: the rest of them was left out.")
_NO_END = N_("The card does not end with END:VCARD: it was read as far as it goes.")


@dataclass(slots=True)
class Card:
    """A card: where it begins, its properties in order, the cards of its agents, what is wrong."""

    line: int
    properties: list[Property] = field(default_factory=list)
    agents: list["Card"] = field(default_factory=list)
    problems: list[RecordProblem] = field(default_factory=list)

    def complain(self, line: int, name: str, value: str, message: str) -> None:
        """Note what is wrong; no card says more than there is use for."""
        if len(self.problems) < PROBLEMS_IN_A_CARD:
            self.problems.append(RecordProblem(line, name, value[:SHOWN_LENGTH], message))


@dataclass(slots=True)
class Stray:
    """Lines that stand outside any card: where they begin, the first of them, how many."""

    line: int
    text: str
    count: int = 1


def cards(lines: Iterable[Line], encoding: str) -> Iterator[Card | Stray]:
    """Give the cards of a file in its order, and what stands between them."""
    gathering = _Gathering(encoding)
    take = gathering.take
    for number, text, fault in lines:
        try:
            one = parse(text, number, encoding)
        except NoProperty:
            if text.strip():
                gathering.take_unreadable(number, text)
            continue
        if one.name in _MARKS and one.value.strip().upper() == VCARD:
            yield from gathering.begin(number) if one.name == "BEGIN" else gathering.end()
        elif not gathering.open:
            gathering.take_unreadable(number, text)
        elif fault:
            gathering.take_faulty(one, fault)
        else:
            take(one)
    yield from gathering.finish()


class _Gathering:
    """The cards that are open, outermost first, and the size of all."""

    def __init__(self, encoding: str) -> None:
        self.open: list[Card] = []
        self._encoding = encoding
        self._stray: Stray | None = None
        self._size = 0
        self._agents = 0
        # How deep it is in cards that belong to nobody, since there are too many.
        self._ignored = 0
        self._awaits_agent = False
        self._is_full = False

    def begin(self, line: int) -> list[Card | Stray]:
        """Open a card, inside the one that just named an agent; return what was still open."""
        finished = [] if self._awaits_agent else self.finish()
        self._awaits_agent = False
        card = Card(line)
        if self.open:
            self._agents += 1
            if self._agents <= AGENTS_IN_A_CARD:
                self.open[-1].agents.append(card)
            else:
                self.open[0].complain(line, AGENT, "", _(_NESTED))
                self._ignored += 1
        if self._ignored < 2:
            self.open.append(card)
        return finished

    def end(self) -> list[Card | Stray]:
        """Close the innermost card, and return the outermost if it was that."""
        self._awaits_agent = False
        finished: list[Card | Stray] = []
        if self._ignored > 1:
            self._ignored -= 1
        elif len(self.open) == 1:
            finished.append(self.open[0])
            self._forget()
        elif self.open:
            self._ignored = 0
            self.open.pop()
        return finished

    def finish(self) -> list[Card | Stray]:
        """Close and return what is still open."""
        finished: list[Card | Stray] = []
        if self._stray:
            finished.append(self._stray)
        if self.open:
            card = self.open[0]
            card.complain(card.line, "END", "", _(_NO_END))
            finished.append(card)
        if finished:
            self._forget()
        return finished

    def take(self, one: Property) -> None:
        """Put a property into the innermost card."""
        properties = self.open[-1].properties
        self._awaits_agent = False
        self._size += len(one.value)
        if self._size > CARD_LIMIT or len(properties) >= PROPERTIES_IN_A_CARD:
            self._complain_of_size(one)
        elif one.name == AGENT:
            self._take_agent(self.open[-1], one)
        else:
            properties.append(one)

    def take_faulty(self, one: Property, fault: str) -> None:
        """Take a property that goes on where it should not, or note that it is too long."""
        if fault == MENDED:
            self.open[-1].complain(one.line, one.name, one.value, _(_MENDED))
            self.take(one)
        else:
            self.open[-1].complain(one.line, one.name, "", _(_TOO_LONG))

    def take_unreadable(self, number: int, text: str) -> None:
        """Note a line that is no property, or outside any card."""
        if self.open:
            self.open[-1].complain(number, "", text, _(_UNREADABLE))
        elif self._stray:
            self._stray.count += 1
        else:
            self._stray = Stray(number, text[:SHOWN_LENGTH])

    def _take_agent(self, card: Card, one: Property) -> None:
        """Read the agent of a card: a card that follows, one in the value, or an address."""
        value = one.value.strip()
        if not value or value.upper() == "BEGIN:VCARD":
            self._awaits_agent = True
            if value:
                # The card begins on the line of its AGENT, and cannot be outside another.
                self.begin(one.line)
        elif value[:11].upper() == "BEGIN:VCARD":
            self._take_inline(card, one)
        else:
            card.properties.append(one)

    def _take_inline(self, card: Card, one: Property) -> None:
        """Read a card that is one escaped value (RFC 2426 3.5.4)."""
        inner = unescape(one.value).strip().splitlines()
        lines: list[Line] = [(one.line, text, "") for text in inner if text]
        # Its own agents are escaped twice, so that each level is shorter than the one around it.
        self._agents += 1
        if self._agents > AGENTS_IN_A_CARD:
            card.complain(one.line, AGENT, "", _(_NESTED))
            return
        found = (each for each in cards(lines, self._encoding) if isinstance(each, Card))
        card.agents += list(found)[:1]

    def _complain_of_size(self, one: Property) -> None:
        if self._is_full:
            return
        self._is_full = True
        if self._size > CARD_LIMIT:
            message = _(_TOO_LARGE).format(count=CARD_LIMIT >> 20)
        else:
            message = _(_TOO_MANY).format(count=PROPERTIES_IN_A_CARD)
        self.open[0].complain(one.line, one.name, "", message)

    def _forget(self) -> None:
        self.open = []
        self._stray = None
        self._size = self._agents = self._ignored = 0
        self._awaits_agent = self._is_full = False
