"""Where people work, and under what organisations lie."""

from crm.book import Book
from tests.actions.importing import PEOPLE, counts, organisation, person, take_in, warned


def test_another_role_is_another_membership(book: Book) -> None:
    take_in(book, PEOPLE)
    report = take_in(
        book,
        "name,organisation,role,start_date,end_date\n"
        "Günther Mårder,Företagarna,vd,2015,\n"
        "Günther Mårder,Företagarna,Ordförande,2011,2014\n",
    )
    assert counts(report) == {"records": 2, "updated": 2}
    roles = [
        (one["role"], one["start_date"]) for one in person(book, "Günther Mårder")["memberships"]
    ]
    assert roles == [("VD", "2015"), ("Ordförande", "2011")]


def test_one_person_on_two_rows_has_one_primary_membership(book: Book) -> None:
    text = (
        "name,organisation,role,email\n"
        "Anna Ek,ALMI,VD,anna@ek.example\nAnna Ek,Unizon,Ledamot,anna@ek.example\n"
    )
    assert counts(take_in(book, text)) == {"records": 2, "new": 1, "updated": 1}
    places = person(book, "Anna Ek")["memberships"]
    assert [(one["organisation"]["name"], one["primary"]) for one in places] == [
        ("ALMI", True),
        ("Unizon", False),
    ]
    assert counts(take_in(book, text)) == {"records": 2, "unchanged": 2}


def test_posts_are_found_or_added(book: Book) -> None:
    text = "name,organisation,post\nEmil Högberg,Näringsdepartementet,Statssekreterare\n"
    take_in(book, text)
    assert counts(take_in(book, text)) == {"records": 1, "unchanged": 1}
    (post,) = organisation(book, "Näringsdepartementet")["posts"]
    assert [holder["person"]["name"] for holder in post["holders"]] == ["Emil Högberg"]


def test_an_organisation_lies_under_another_wherever_that_stands(book: Book) -> None:
    text = "uid,name,parent,classification\nu-2,ALMI Invest,ALMI,company\nu-1,ALMI,,state_company\n"
    report = take_in(book, text)
    assert counts(report) == {"records": 2, "new": 2}
    almi = organisation(book, "ALMI")
    assert (almi["uid"], almi["classification"]) == ("u-1", "state_company")
    assert [child["name"] for child in almi["children"]] == ["ALMI Invest"]
    assert counts(take_in(book, text)) == {"records": 2, "unchanged": 2}


def test_nothing_lies_under_itself(book: Book) -> None:
    report = take_in(book, "name,parent\nA,B\nB,A\nC,C\n")
    assert [one[:2] for one in warned(report)] == [(3, "parent"), (4, "parent")]
    assert organisation(book, "B")["parent"] is None
    assert organisation(book, "C")["note"] == "Parent organisation as given: C"
