"""The lines of lists of people and organisations, read through the driver alone.

All work on a connection of the driver (`crm.driver`) and import no tables, which would take several
times as long as to read a list. `crm person list` uses them as they are; whoever has a session asks
`person_rows` and `organisation_rows`, which use them on the connection beneath it.
"""

from crm.queries.lines.contacts import (
    BestContacts,
    best_contacts_of_organisations,
    best_contacts_of_people,
)
from crm.queries.lines.latest import last_interactions
from crm.queries.lines.organisations import organisation_lines, organisations_by_name
from crm.queries.lines.people import people_by_name, person_lines

__all__ = [
    "BestContacts",
    "best_contacts_of_organisations",
    "best_contacts_of_people",
    "last_interactions",
    "organisation_lines",
    "organisations_by_name",
    "people_by_name",
    "person_lines",
]
