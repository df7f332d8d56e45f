"""A reader that gives a record of each kind, many times."""

from collections.abc import Iterator
from pathlib import Path

from crm.formats import Description, ReadOptions, Record
from crm.formats.records import (
    ContactDetailRecord,
    EntryRecord,
    IdentifierRecord,
    InteractionRecord,
    ListRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    ParticipantRecord,
    PersonRecord,
    ProposalRecord,
    RecordProblem,
    RejectedRecord,
    RelationRecord,
)

EVERYTHING: list[Record] = [
    PersonRecord(
        line=3,
        headers=("Namn", "Mejl"),
        cells=("Åsa \ud800", "", "\x00"),
        name="Åsa \U0001f600",
        other_names=[OtherNameRecord("Asa", "2019")],
        memberships=[MembershipRecord("ALMI", "VD", primary=True), MembershipRecord("X")],
        contact_details=[ContactDetailRecord("email", "a@b.se", "work", header="Mejl")],
        tags=["a"],
        custom={"shoe": "37"},
        relations=[RelationRecord("friend", "Bo")],
        preserved=["X-A:1"],
        unmapped={"Sko": "37"},
        problems=[RecordProblem(3, "email", "@", "Wrong.")],
    ),
    OrganisationRecord(line=4, name="ALMI", identifiers=[IdentifierRecord("orgnr", "1")]),
    InteractionRecord(
        line=5,
        subject="Möte",
        participants=[ParticipantRecord("Anna", "a@b.se")],
        proposals=[ProposalRecord("a@b.se", "Anna", "phone", "1")],
    ),
    ListRecord(line=6, name="Inbjudna", members=["Anna"]),
    EntryRecord(line=7, section="topics", values={"a": [1, 2.5, None, True, {"b": "c"}]}),
    RejectedRecord(line=8, name="Odd", problems=[RecordProblem(8, "", "", "No.")]),
]
"""A record of each kind, with something in each of its parts."""


def describe(path: Path, options: ReadOptions) -> Description:
    """Say nothing of note."""
    return Description(path, "odt", sha256="", size=0, encoding="")


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records, many times."""
    for _number in range(400):
        yield from EVERYTHING
