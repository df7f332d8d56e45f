"""Put a list of people and their workplaces into a book, as one thing that one undo takes back.

    python docs/examples/county_list.py network.db

A script that brings its own data, here three people of a county. Whoever the book knows is left as
is, so that the script can be run again; of everything else all is added, or nothing is.
"""

import argparse
import sys
from pathlib import Path

import crm

ORGANISATIONS = (
    ("ALMI", "state_company", "Stockholm"),
    ("Gävle kommun", "municipality", "Gävle, Gävleborgs län"),
    ("Region Gävleborg", "region", "Gävleborgs län"),
)
PEOPLE = (
    ("Göran Lundwall", "ALMI", "VD", "goran.lundwall@almi.example"),
    ("Karin Exempelsdotter", "Gävle kommun", "Näringslivschef", "karin@gavle.example"),
    ("Per Provsson", "Region Gävleborg", "Regionråd", "per@gavleborg.example"),
)


def add_all(session: crm.Session) -> None:
    """Add the organisations that are missing, and the people."""
    for name, classification, area in ORGANISATIONS:
        if not is_known(session, name, crm.RecordKind.ORGANISATION):
            entry = crm.OrganisationIn(name=name, classification=classification, area=area)
            crm.add_organisation(session, entry)
    for name, organisation, role, email in PEOPLE:
        if not is_known(session, email, crm.RecordKind.PERSON):
            work = crm.MembershipIn(organisation=organisation, role=role, start_date="2019")
            crm.add_person(session, crm.PersonIn(name=name, emails=[email], memberships=[work]))


def is_known(session: crm.Session, reference: str, kind: crm.RecordKind) -> bool:
    """Tell whether a name, an e-mail address or any other reference leads to a record."""
    try:
        crm.resolve(session, reference, [kind])
    except crm.NotFound:
        return False
    return True


def main() -> int:
    """Fill the book and search it; a failure is one sentence and the exit code of its error."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("book", type=Path, help="the book, made if there is none")
    arguments = parser.parse_args()
    try:
        with crm.open(arguments.book, actor="county-list") as book:
            with book.write("County list, May") as session:  # all or nothing, one undo
                add_all(session)
            for hit in book.find("lundwall"):
                print(hit.reference, hit.kind, hit.name, hit.detail, hit.why, sep="\t")
            for person in book.ask(crm.list_people):
                print(person["name"], person["role"], person["organisation"], sep="\t")
    except crm.CrmError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
