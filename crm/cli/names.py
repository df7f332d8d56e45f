"""Other names of people and organisations, and the warning that somebody may be known already."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crm.cli.invocation import current
from crm.i18n import _
from crm.vocabulary import RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Session
    from crm.inputs import OrganisationIn, OtherNameIn, PersonIn
    from crm.queries.records import DuplicateRecord


def other_names(options: Mapping[str, Any]) -> "list[OtherNameIn]":
    """Return the names of `--alias`; errors: `Invalid`."""
    from crm.inputs import OtherNameIn

    return [OtherNameIn(name=name) for name in options["aliases"]]


def change_other_names(
    session: "Session", kind: RecordKind, identity: int, options: Mapping[str, Any]
) -> None:
    """Add the names of `--alias` and forget those of `--remove-alias`."""
    from crm.actions.contacts import add_other_name, remove_other_name

    for name in options["removed_aliases"]:
        remove_other_name(session, kind, identity, name)
    for name in other_names(options):
        add_other_name(session, kind, identity, name)


def warn_of_duplicates(session: "Session", data: "PersonIn | OrganisationIn") -> None:
    """Note, on one line, which records may be the one that is about to be added."""
    from crm.queries.duplicates import possible_duplicates_of

    found = possible_duplicates_of(session, data)
    if found:
        noun = "person" if found[0]["kind"] == RecordKind.PERSON else "org"
        message = _("This may be {records}; crm {noun} merge joins two.")
        records = _(" or ").join(map(_described, found))
        current().notes.append(message.format(records=records, noun=noun))


def _described(found: "DuplicateRecord") -> str:
    known = found["second"]
    reasons = ", ".join(found["reasons"])
    return f"{reference(found['kind'], known['id'])} {known['name']} ({reasons})"
