import pytest
from sqlmodel import Session, select

from crm.actions.labels import (
    add_assessment,
    add_document,
    remove_assessment,
    remove_document,
    tag,
    untag,
)
from crm.errors import Invalid, NotFound
from crm.inputs import AssessmentIn, DocumentIn
from crm.models import Tag
from crm.queries.labels import list_assessments, list_documents, list_tags, tags_of
from tests.people import key, meeting, organisation, person


def test_tags_are_made_as_needed_and_shared(session: Session) -> None:
    anna = key(person(session, "Anna Berg", tags=["Vip", "vip"]))
    almi = key(organisation(session, "ALMI"))
    record = tag(session, "organisation", almi, ["VIP", "Årsmöte"])
    assert record.version == 2
    assert tags_of(session, "person", anna) == ["Vip"]
    assert [(each["name"], each["count"]) for each in list_tags(session)] == [
        ("Vip", 2),
        ("Årsmöte", 1),
    ]


def test_a_tag_that_is_there_changes_nothing(session: Session) -> None:
    anna = person(session, "Anna Berg", tags=["vip"])
    tag(session, "person", key(anna), ["VIP"])
    assert anna.version == 1


@pytest.mark.parametrize("name", ["", " ", "\x00", "́", "x" * 301])
def test_a_tag_needs_a_name(session: Session, name: str) -> None:
    anna = key(person(session, "Anna Berg"))
    with pytest.raises(Invalid):
        tag(session, "person", anna, [name])


def test_nobody_and_topics_carry_no_tags(session: Session) -> None:
    with pytest.raises(NotFound):
        tag(session, "person", 7, ["vip"])
    with pytest.raises(NotFound):
        tags_of(session, "topic", 7)


def test_a_tag_nothing_carries_is_forgotten(session: Session) -> None:
    anna = key(person(session, "Anna Berg", tags=["vip", "kör"]))
    emil = key(person(session, "Emil Högberg", tags=["vip"]))
    untag(session, "person", anna, ["VIP", "kor"])
    assert tags_of(session, "person", anna) == []
    assert [each.name for each in session.exec(select(Tag))] == ["vip"]
    with pytest.raises(NotFound) as refusal:
        untag(session, "person", emil, ["vipp"])
    assert refusal.value.nearest == ("vip",)


class TestAssessments:
    def test_the_latest_comes_first(self, session: Session) -> None:
        almi = key(organisation(session, "ALMI"))
        first = AssessmentIn(date="2018", influence=3, interest=2, stance="neutral", reason="ny")
        add_assessment(session, "organisation", almi, first)
        latest = add_assessment(
            session, "organisation", almi, AssessmentIn(date="2019-04", stance="supports")
        )
        dates = [each["date"] for each in list_assessments(session, "organisation", almi)]
        assert dates == ["2019-04", "2018"]
        remove_assessment(session, key(latest))
        [left] = list_assessments(session, "organisation", almi)
        assert (left["influence"], left["interest"], left["reason"]) == (3, 2, "ny")
        with pytest.raises(NotFound):
            remove_assessment(session, key(latest))

    def test_one_that_says_nothing_is_refused(self, session: Session) -> None:
        anna = key(person(session, "Anna Berg"))
        with pytest.raises(Invalid):
            add_assessment(session, "person", anna, AssessmentIn(date="2019"))
        with pytest.raises(Invalid):
            add_assessment(session, "person", anna, AssessmentIn(date="2019", stance="arg"))
        with pytest.raises(Invalid):
            AssessmentIn(date="2019", influence=6)


class TestDocuments:
    def test_the_place_is_kept(self, session: Session) -> None:
        held = key(meeting(session, "2019-04-11"))
        data = DocumentIn(title="Protokoll", location="S:\\möten\\a.pdf", sha256="AB" * 32)
        row = add_document(session, "interaction", held, data)
        [document] = list_documents(session, "interaction", held)
        assert (document["location"], document["sha256"]) == ("S:\\möten\\a.pdf", "ab" * 32)
        remove_document(session, key(row))
        assert list_documents(session, "interaction", held) == []
        with pytest.raises(NotFound):
            remove_document(session, 2**80)

    @pytest.mark.parametrize(
        "fields", [{"location": "x" * 2001}, {"location": "a.pdf", "sha256": "abc"}]
    )
    def test_what_is_no_document_is_refused(self, session: Session, fields: dict[str, str]) -> None:
        almi = key(organisation(session, "ALMI"))
        with pytest.raises(Invalid):
            add_document(session, "organisation", almi, DocumentIn(title="Avtal", **fields))

    def test_people_have_no_documents(self, session: Session) -> None:
        anna = key(person(session, "Anna Berg"))
        with pytest.raises(NotFound):
            add_document(session, "person", anna, DocumentIn(title="CV", location="cv.pdf"))
