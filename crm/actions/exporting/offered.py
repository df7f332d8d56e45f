"""Which formats can be offered to somebody who has records of one kind at hand."""

from typing import NamedTuple

from crm.errors import CrmError
from crm.formats import writer, writer_names
from crm.formats.registry import kinds_of


class OfferedFormat(NamedTuple):
    """A format that is written as one file; `suffix` ends its name."""

    name: str
    suffix: str


def offered_formats(kind: str) -> list[OfferedFormat]:
    """Return the formats that hold records of a kind in one file, by name.

    One that cannot be loaded is left out: whoever names it is told why.
    """
    found = []
    for name in writer_names():
        try:
            chosen = writer(name)
        except CrmError:
            continue
        if chosen.TAKES != "book" and kind in kinds_of(chosen) and hasattr(chosen, "write"):
            found.append(OfferedFormat(name, ".tsv" if name == "tsv" else chosen.SUFFIX))
    return found
