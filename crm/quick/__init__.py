"""Quick entry: one line about what happened, read as what was meant.

::

    möte igår med Günther Mårder @Företagarna #kompetens uppföljning: skicka underlag senast 2 juli

`@` names an organisation, `#` a topic, `med` and `with` those who took part; a promise follows `->`
(ours), `<-` (theirs) or `<->` (joint), or their words. Dates are those of `crm.dates`. What is left
is the subject. Nothing here knows a book: `crm.queries.quick_entry` finds whom the names mean.
"""

from crm.quick.line import Knows, Line, Mistake, Name, Part, Promise, Role, When
from crm.quick.reading import LONGEST_LINE, read_line

__all__ = [
    "LONGEST_LINE",
    "Knows",
    "Line",
    "Mistake",
    "Name",
    "Part",
    "Promise",
    "Role",
    "When",
    "read_line",
]
