"""What people call records and their fields, in files and on the screen, for the catalogue."""

import re
from collections.abc import Iterable, Mapping

from crm.errors import Problem
from crm.i18n import N_, _
from crm.labels import label

# Those that an import reads are words that it knows, so that a list comes in again.
TITLES: Mapping[str, str] = {
    "id": N_("Reference"),
    "uid": N_("UID"),
    "name": N_("Name"),
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "honorific_prefix": N_("Prefix"),
    "organisation": N_("Organisation"),
    "role": N_("Role"),
    "post": N_("Post"),
    "start_date": N_("Since"),
    "end_date": N_("Until"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "address": N_("Postal address"),
    "website": N_("Website"),
    "language": N_("Language"),
    "tags": N_("Tags"),
    "note": N_("Note"),
    "alias": N_("Other names"),
    "classification": N_("Classification"),
    "parent": N_("Parent organisation"),
    "orgnr": N_("Organisation number"),
    "area": N_("Area"),
    "founding_date": N_("Founded"),
    "dissolution_date": N_("Dissolved"),
    "people": N_("People"),
    "last_interaction": N_("Last contact"),
    "created_at": N_("Added"),
    "updated_at": N_("Changed"),
    "kind": N_("Kind"),
    "status": N_("Status"),
    "subject": N_("Subject"),
    "starts_at": N_("Begins"),
    "ends_at": N_("Ends"),
    "place": N_("Place"),
    "participants": N_("Participants"),
    "organisations": N_("Organisations"),
    "topics": N_("Topics"),
    "details": N_("Details"),
    "atmosphere": N_("Atmosphere"),
    "reference": N_("Diary number"),
    "source": N_("Source"),
    "title": N_("Title"),
    "direction": N_("Direction"),
    "owner": N_("Owner"),
    "due_date": N_("Due"),
    "done_on": N_("Done on"),
    "priority": N_("Priority"),
    "person": N_("Person"),
    "interaction": N_("Interaction"),
    "collaboration": N_("Collaboration"),
    "quote": N_("Quote"),
    "repeats": N_("Repeats"),
    "overdue": N_("Overdue"),
    "purpose": N_("Purpose"),
    "lead": N_("Lead"),
    "agreed_on": N_("Agreed on"),
    "review_on": N_("Review on"),
    "open_follow_ups": N_("Open promises"),
}
# Those of what an import tells of and no list has a column for.
IMPORT_TITLES: Mapping[str, str] = {
    "person_name": N_("Name of a person"),
    "display_name": N_("Name as shown"),
    "middle_name": N_("Middle name"),
    "postal_code": N_("Postal code"),
    "city": N_("City"),
    "state": N_("State"),
    "county": N_("County"),
    "country": N_("Country"),
    "label": N_("Label"),
    "attachments": N_("Attachments"),
    "thread": N_("Thread"),
    "participants.attendance": N_("Attendance"),
    "participants.function": N_("Function"),
    "members": N_("Members"),
    "link": N_("Website"),
    "location": N_("Address"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
    "membership": N_("Role"),
    "relation": N_("Link"),
    "other_name": N_("Other names"),
    "identifier": N_("Number"),
    "identifier:orgnr": N_("Organisation number"),
    "custom": N_("Field of your own"),
    "preserved": N_("Kept as it is"),
}
NOUNS: Mapping[str, str] = {
    "person": N_("Person"),
    "organisation": N_("Organisation"),
    "interaction": N_("Interaction"),
    "follow_up": N_("Follow-up"),
    "collaboration": N_("Collaboration"),
    "topic": N_("Topic"),
    "contact_list": N_("List"),
    "post": N_("Post"),
    "membership": N_("Membership"),
    "other_name": N_("Other name"),
    "contact_detail": N_("Way to reach"),
    "identifier": N_("Number"),
    "relationship": N_("Link"),
    "tag": N_("Tag"),
    "tagging": N_("Tagged"),
    "participant": N_("Participant"),
    "statement": N_("Said"),
    "interaction_topic": N_("Talked about"),
    "collaboration_organisation": N_("Partner"),
    "contact_list_member": N_("On a list"),
    "assessment": N_("Assessment"),
    "document": N_("Document"),
    "custom_field": N_("Field of your own"),
    "distinct_pair": N_("Found to differ"),
    "imported_file": N_("Imported file"),
    "record_source": N_("Where it came from"),
    "preserved_property": N_("Kept from its card"),
    "import_decision": N_("Decided at an import"),
    "column_mapping": N_("Columns of a file"),
}
"""What people call the rows of a table."""
_ALL = {**TITLES, **IMPORT_TITLES}
_OF_ANOTHER = re.compile(r"([a-z]\d+)\.([a-z_.]+)", re.ASCII)


def field_title(field: str) -> str:
    """Return what people call a field: `phone:mobile` is “Phone (mobile)”.

    That of another record is told with its reference: `i3.status` is “Status (i3)”. What is no
    field, such as the heading of a column, is returned as it is.
    """
    if field in _ALL:
        return _(_ALL[field])
    if match := _OF_ANOTHER.fullmatch(field):
        return f"{field_title(match[2])} ({match[1]})"
    base, _colon, more = field.partition(":")
    if base not in _ALL:
        return label(field)
    return f"{_(_ALL[base])} ({label(more)})" if more else _(_ALL[base])


def field_titles(fields: Iterable[str]) -> str:
    """Return what people call several fields, each once, parted by commas."""
    return ", ".join(dict.fromkeys(map(field_title, fields)))


def field_within(field: str) -> str:
    """Return what people call a field, as it stands within a sentence: “e-mail”, “UID”."""
    title = field_title(field)
    return title if title.isupper() else title[:1].lower() + title[1:]


def told_problem(problem: Problem) -> str:
    """Return what is wrong with a field, after what people call it: “Name: This must be …”.

    What is wrong with a value on its own says itself which one it is.
    """
    words = [part for part in problem.field.split(".") if not part.isdecimal()]
    title = field_title(words[-1]) if words else ""
    return problem.message if title in ("", "value") else f"{title}: {problem.message}"


def noun(table: str) -> str:
    """Return what people call a row of a table of the book: “Follow-up”."""
    return _(NOUNS.get(table, table))
