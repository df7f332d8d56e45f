"""A line, read part by part: marks, promises, what it was, when, who, where; the rest is the text.

Every part looks at the words that those before it left. No part looks at a word more than a few
times, so that the time is in step with the length.
"""

from collections.abc import Sequence
from datetime import date

from crm.dates import Prefer
from crm.errors import Invalid
from crm.i18n import _
from crm.quick.claims import HIDDEN, Claims
from crm.quick.kinds import find_kind
from crm.quick.line import Knows, Line, Name, Part, Role
from crm.quick.marks import keep_tied, marked
from crm.quick.moments import find_when
from crm.quick.names import People, nobody_known
from crm.quick.places import find_place
from crm.quick.promises import ReadPromise, Stretch, parted, read_promise
from crm.quick.tokens import Token, tokens_of
from crm.quick.words import ABOUT, ALSO, HAD, PAST_VERBS, PLANNED
from crm.settings import today as current_day

LONGEST_LINE = 1000


def read_line(text: str, today: date | None = None, *, knows: Knows = nobody_known) -> Line:
    """Return what was meant by a line; whatever is not understood stays in the subject.

    `knows` tells whether somebody or something is called so, which settles where a name ends. A
    date that cannot be, or that could be two, is a mistake of the line. Errors: `Invalid` for a
    line of more than `LONGEST_LINE` characters.
    """
    if len(text) > LONGEST_LINE:
        message = _("A line is at most {count} characters long; put the rest into a note.")
        raise Invalid.field("line", message.format(count=LONGEST_LINE))
    # What stands for taken words where dates are looked for must not stand for itself.
    text = text.replace(HIDDEN, " ")
    day = today or current_day()
    head, stretches = parted(tokens_of(text))
    promises = [read_promise(text, stretch, day, knows) for stretch in stretches]
    return _read(text, head, promises, stretches, day, knows)


def _read(
    text: str,
    head: Sequence[Token],
    promises: Sequence[ReadPromise],
    stretches: Sequence[Stretch],
    today: date,
    knows: Knows,
) -> Line:
    claims = Claims(text, head)
    people = People(claims, knows)
    organisations = list(marked(claims, "@", knows))
    topics = list(marked(claims, "#", knows))
    when, mistakes = find_when(claims, today, _looking(head))
    happening = find_kind(claims, people)
    if happening:
        people.find_after_kind(happening.kind, happening.after, by_verb=happening.by_verb)
    place = find_place(claims, happening.after if happening else 0)
    people.find(happening.kind if happening else None)
    place = place or find_place(claims)
    keep_tied(claims, in_promise=False)
    return Line(
        text,
        kind=happening.kind if happening else None,
        subject=_subject(claims),
        when=when,
        place=place,
        people=tuple(people.names),
        organisations=_in_order([*organisations, *people.places_of_work]),
        topics=_in_order([*topics, *(one for read in promises for one in read.topics)]),
        promises=tuple(read.promise for read in promises if read.promise.title),
        mistakes=(*mistakes, *(one for read in promises for one in read.mistakes)),
        parts=tuple(_parts(claims, promises, stretches)),
    )


def _looking(head: Sequence[Token]) -> Prefer:
    """Tell which way a day without a year lies: back after `ringde`, ahead after `planerat`."""
    words = {token.folded for token in head}
    if words & (PAST_VERBS.keys() | HAD):
        return "past"
    return "future" if words & PLANNED else "none"


def _subject(claims: Claims) -> str:
    """Return what is left, without the word that began it: `om kapital` is about `kapital`."""
    text = claims.left()
    while True:
        word, _space, rest = text.partition(" ")
        if word.casefold().rstrip(":.") not in ABOUT | ALSO:
            return text
        text = rest.lstrip()


def _in_order(names: Sequence[Name]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=lambda name: name.start))


def _parts(
    claims: Claims, promises: Sequence[ReadPromise], stretches: Sequence[Stretch]
) -> list[Part]:
    parts = list(claims.parts())
    for stretch, read in zip(stretches, promises, strict=True):
        parts.append(Part(Role.PROMISE, stretch.marker[0].start, stretch.marker[-1].end))
        parts += read.claims.parts()
    return parts
