"""Other names of people and organisations, and the warning that somebody may be known already."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crm.cli.invocation import current
from crm.i18n import _
from crm.vocabulary import RecordKind, reference

if TYPE_CHECKING:
    from crm.book import Session
    from crm.inputs import OrganisationIn, OtherNameIn, PersonIn


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
    """Note which records may be the one that is about to be added."""
    from crm.queries.duplicates import possible_duplicates_of

    for found in possible_duplicates_of(session, data):
        message = _("This may be {reference} {name} ({reasons}); crm {noun} merge joins the two.")
        known = found["second"]
        noun = "person" if found["kind"] == RecordKind.PERSON else "org"
        current().notes.append(
            message.format(
                reference=reference(found["kind"], known["id"]),
                name=known["name"],
                reasons=", ".join(found["reasons"]),
                noun=noun,
            )
        )
