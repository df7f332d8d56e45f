"""Whatever can point at a person or an organisation follows when two become one."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from crm import models
from crm.actions.organisations import merge_organisations
from crm.actions.people import merge_people
from crm.models import metadata
from crm.models.base import Row
from tests.people import key, meeting, organisation, person

KEEP, GONE, THIRD = 1, 2, 3
Make = Callable[[Session], Row]


def pointers(table: str) -> set[str]:
    """Return every column of the book that points at a table."""
    return {
        f"{other.name}.{column.name}"
        for other in metadata.tables.values()
        for column in other.columns
        if any(link.column.table.name == table for link in column.foreign_keys)
    }


def row(model: type[Row], **values: Any) -> Make:
    """Return what makes a row of a table."""
    return lambda session: model(**values)


def a_file(session: Session) -> int:
    """Return the id of a file that was imported."""
    batch = session.info["batch_id"]
    file = models.ImportedFile(batch_id=batch, name="a.csv", sha256="0" * 64, format="csv")
    session.add(file)
    session.flush()
    return key(file)


def shared(kind: str) -> dict[str, Make]:
    """Return a row for each column that both nouns have, of the one that goes."""
    owner = f"{kind}_id"
    gone: dict[str, Any] = {owner: GONE}
    ends = {f"from_{owner}": GONE, f"to_{owner}": THIRD}
    back = {f"from_{owner}": THIRD, f"to_{owner}": GONE}
    about = {"type": "knows", "reverse_type": "known by"}
    return {
        f"contact_detail.{owner}": row(
            models.ContactDetail, **gone, type="email", value="a@b.se", match_key="a@b.se"
        ),
        f"other_name.{owner}": row(models.OtherName, **gone, name="Before"),
        f"tagging.{owner}": row(models.Tagging, **gone, tag_id=1),
        f"contact_list_member.{owner}": row(models.ContactListMember, **gone, contact_list_id=1),
        f"assessment.{owner}": row(models.Assessment, **gone, date="2019", influence=3),
        f"statement.{owner}": row(models.Statement, **gone, interaction_id=1, text="Ja."),
        f"follow_up.{owner}": row(models.FollowUp, **gone, title="Skicka"),
        f"participant.{owner}": row(models.Participant, **gone, interaction_id=1),
        f"preserved_property.{owner}": row(
            models.PreservedProperty, **gone, position=0, content="X-A:1"
        ),
        f"import_decision.{owner}": row(
            models.ImportDecision, **gone, kind=kind, fingerprint="0" * 64, decision="same"
        ),
        f"record_source.{owner}": lambda session: models.RecordSource(
            **gone, imported_file_id=a_file(session), line=2
        ),
        f"relationship.from_{owner}": row(models.Relationship, **ends, **about),
        f"relationship.to_{owner}": row(models.Relationship, **back, **about),
    }


PEOPLE = shared("person") | {
    "membership.person_id": row(models.Membership, person_id=GONE, organisation_id=THIRD),
}
ORGANISATIONS = shared("organisation") | {
    "membership.organisation_id": row(models.Membership, person_id=THIRD, organisation_id=GONE),
    "post.organisation_id": row(models.Post, name="VD", organisation_id=GONE),
    "identifier.organisation_id": row(
        models.Identifier, organisation_id=GONE, scheme="orgnr", identifier="556481-6204"
    ),
    "document.organisation_id": row(
        models.Document, organisation_id=GONE, title="Avtal", location="avtal.pdf"
    ),
    "collaboration_organisation.organisation_id": row(
        models.CollaborationOrganisation, organisation_id=GONE, collaboration_id=1
    ),
    "organisation.parent_id": row(models.Organisation, name="Below", parent_id=GONE),
}


def test_every_table_that_points_at_either_is_tried_here() -> None:
    assert set(PEOPLE) == pointers("person")
    assert set(ORGANISATIONS) == pointers("organisation")


@pytest.fixture
def three(session: Session) -> Session:
    for name in ("Anna", "Bo", "Eva"):
        person(session, f"{name} Ek")
        organisation(session, f"{name} verk")
    meeting(session, "2019-04-11")
    session.add_all(
        [
            models.Tag(name="vip"),
            models.ContactList(name="Inbjudna"),
            models.Collaboration(title="Ihop"),
        ]
    )
    session.flush()
    return session


def test_all_that_a_person_had_is_the_others(three: Session) -> None:
    follow(three, PEOPLE, lambda: merge_people(three, KEEP, GONE))


def test_all_that_an_organisation_had_is_the_others(three: Session) -> None:
    follow(three, ORGANISATIONS, lambda: merge_organisations(three, KEEP, GONE))


def follow(session: Session, rows: dict[str, Make], merge: Callable[[], object]) -> None:
    """Add the rows, merge, and see that each column names the one that stays."""
    made = {where: make(session) for where, make in rows.items()}
    session.add_all(made.values())
    session.flush()
    merge()
    for where, one in made.items():
        assert getattr(one, where.partition(".")[2]) == KEEP, where
