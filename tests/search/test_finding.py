"""What users type, and what they expect to find."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import search
from crm.driver import Connection
from crm.text import words
from crm.vocabulary import RecordKind
from tests.rounds import rounds
from tests.search.conftest import Ledger, fill, new_ledger
from tests.search.hits import first, found


@pytest.mark.parametrize(
    "text", ["marder", "Mårder", "MÅRDER", "Gunther", "günther", "mard gun", "  mårder,  günther "]
)
def test_a_person_is_found_by_any_part_of_the_name(book: Ledger, text: str) -> None:
    assert first(book, text) == ("p1", "name")


@pytest.mark.parametrize(
    "text", ["anna", "lena", "annalena", "Anna-Lena", "ANNA–LENA", "anna lena", "Bæk", "baek",
             "Sørensen", "sorensen", "sörensen"],
)  # fmt: skip
def test_foreign_letters_and_hyphens_are_forgiven(book: Ledger, text: str) -> None:
    assert first(book, text) == ("p2", "name")


@pytest.mark.parametrize(
    "text",
    ["+46701234567", "+46 70-123 45 67", "+46 (0)70 123 45 67", "0046 70 123 45 67", "070-1234567",
     "070-123 45 67", "(070) 123 45 67", "070/123 45 67", "0701234567", "701234567", "070-123",
     "46701234567", "070", "０７０-１２３ ４５ ６７"],
)  # fmt: skip
def test_a_phone_number_is_found_in_any_spelling(book: Ledger, text: str) -> None:
    assert first(book, text) == ("p1", "phone")


@pytest.mark.parametrize(
    "text",
    ["gunther.marder@foretagarna.se", "Gunther.Marder@Foretagarna.SE", "günther.mårder@företagarna",
     "<gunther.marder@foretagarna.se>", "gunther.marder@"],
)  # fmt: skip
def test_an_email_address_is_found_whole_or_begun(book: Ledger, text: str) -> None:
    assert found(book, text)[0] == "p1"


def test_a_whole_email_address_finds_nobody_else(book: Ledger) -> None:
    assert first(book, "gunther.marder@foretagarna.se") == ("p1", "e-mail")
    assert found(book, "gunther.marder@foretagarna.se") == ["p1"]
    assert found(book, "gunther@foretagarna.se") == []


def test_a_domain_finds_its_addresses_and_links(book: Ledger) -> None:
    assert found(book, "@foretagarna.se") == ["p1", "o1"]


@pytest.mark.parametrize(
    ("text", "reference", "why"),
    [
        ("Företagarna", "o1", "name"),
        ("smaforetagarnas", "o1", "other name"),
        ("nordström", "p2", "other name"),
        ("802000-1858", "o1", "number"),
        ("8020001858", "o1", "number"),
        ("foretagarna.se", "p1", "e-mail"),
        ("stockholm", "o1", "place"),
        ("handelskammaren ø", "o2", "name"),
        ("VD", "p1", "role"),
        ("verkställande direktör", "p1", "role"),
        ("marder vd", "p1", "role"),
        ("günther företagarna", "p1", "e-mail"),
        ("näringspolitik", "p2", "tag"),
        ("schack", "p1", "note"),
        ("vegetarian", "p1", "field of your own"),
        ("1998", "p1", "field of your own"),
        ("kompetens", "t1", "name"),
        ("skills supply", "t1", "other name"),
        ("samråd", "i1", "name"),
        ("rosenbad", "i1", "place"),
        ("N2019/01234/BI", "i1", "number"),
        ("n2019/01234", "i1", "number"),
        ("statssekreterare", "i1", "role"),
        ("svetsare", "i1", "note"),
        ("frågor om yrkesvux", "i1", "note"),
        ("2019-05-02", "i1", "date"),
        ("siffrorna", "f1", "name"),
        ("kerstin", "f1", "person"),
        ("branschråd", "c1", "name"),
        ("julkort", "l1", "name"),
        ("p2", "p2", "reference"),
        (" O2 ", "o2", "reference"),
    ],
)
def test_every_kind_is_found_by_what_it_holds(
    book: Ledger, text: str, reference: str, why: str
) -> None:
    assert first(book, text) == (reference, why)


def test_records_are_found_by_the_people_and_topics_they_are_about(book: Ledger) -> None:
    assert found(book, "marder") == ["p1", "i1"]
    assert found(book, "nordström") == ["p2", "i1", "f1"]
    assert found(book, "skills") == ["t1", "i1"]
    assert found(book, "småföretagarnas") == ["o1", "p1", "o2", "f1", "c1"]


def test_yes_and_no_are_no_words(book: Ledger) -> None:
    assert found(book, "true") == []


def test_all_words_must_be_there(book: Ledger) -> None:
    assert found(book, "marder vegetarian") == ["p1"]
    assert found(book, "marder nordström") == ["i1"]
    assert found(book, "marder zebra") == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n", '"', "*", "()", "-", "^", ":", "\x00", "\ud800", "'"]
)
def test_text_without_words_finds_nothing(book: Ledger, text: str) -> None:
    assert search.find(book.connection, text) == []
    assert search.complete(book.connection, text) == []
    assert search.count(book.connection, text) == 0


@pytest.mark.parametrize(
    "text",
    ['"marder"', "marder*", "^marder", "(marder)", "-marder", "+marder",
     "mår\x00", "marder;", "marder'--", "{marder}", "\ud800 marder", "mårder\udcff"],
)  # fmt: skip
def test_operators_are_only_text(book: Ledger, text: str) -> None:
    assert found(book, text)[0] == "p1"


@pytest.mark.parametrize(
    "text", ["marder AND günther", "marder OR anna", "NOT marder", "NEAR(marder günther)"]
)
def test_operators_in_letters_are_words_like_others(book: Ledger, text: str) -> None:
    assert found(book, text) == []


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a " * 50_000, "1 " * 50_000, "a-" * 50_000, "@" * 9999, "(0" * 9999]
)
def test_long_text_is_cut(book: Ledger, text: str) -> None:
    assert len(found(book, text)) <= 50


def test_kinds_restrict_what_is_sought(book: Ledger) -> None:
    everything = found(book, "foretagarna")
    assert everything == ["o1", "p1", "o2", "f1", "c1"]
    assert found(book, "foretagarna", kinds=["person", "follow-up"]) == ["p1", "f1"]
    assert found(book, "foretagarna", kinds=[RecordKind.COLLABORATION]) == ["c1"]
    assert found(book, "foretagarna", kinds=["no such kind"]) == []
    assert search.count(book.connection, "foretagarna") == 5
    assert search.count(book.connection, "foretagarna", ["organisation", "follow-up"]) == 3


def test_a_limit_keeps_the_nearest(book: Ledger) -> None:
    assert found(book, "foretagarna", limit=1) == ["o1"]
    assert found(book, "foretagarna", limit=0) == []


def test_completion_offers_names_and_contact_details_only(book: Ledger) -> None:
    def offered(text: str, **options: Any) -> list[str]:
        return [hit.reference for hit in search.complete(book.connection, text, **options)]

    assert offered("mar") == ["p1"]
    assert offered("070-12") == ["p1"]
    assert offered("företagarna") == ["o1", "p1"]
    assert offered("företagarna", kinds=["organisation"], limit=5) == ["o1"]
    assert offered("schack") == []
    assert offered("VD") == []


def test_a_hit_says_what_it_is(book: Ledger) -> None:
    hits = {hit.reference: hit for hit in search.find(book.connection, "foretagarna")}
    assert hits["p1"] == search.Hit(
        "p1", "person", 1, "Günther Mårder", "", "VD, Företagarna", "e-mail"
    )
    assert (hits["o1"].word, hits["o1"].detail) == ("interest_organisation", "Stockholm")
    assert (hits["f1"].kind, hits["f1"].word, hits["f1"].detail) == (
        "follow-up", "ours", "2019-07-02",
    )  # fmt: skip
    assert (hits["c1"].word, hits["c1"].detail) == ("active", "2020")


def test_a_person_is_shown_with_the_post_of_the_day(
    book: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown_on(day: str) -> str:
        monkeypatch.setenv("CRM_TODAY", day)
        return search.find(book.connection, "mårder")[0].detail

    assert shown_on("2000-01-01") == ""
    assert shown_on("2010-12-31") == "ledamot, Handelskammaren Ø"
    assert shown_on("2011-01-01") == ""
    assert shown_on("2015-01-01") == "VD, Företagarna"


def test_the_reasons_are_in_english_for_the_catalogue() -> None:
    labels = [field.label for field in search.FIELDS]
    assert len(set(labels)) == len(labels)
    assert all(label.islower() for label in labels)


def test_a_stopped_search_says_so(book: Ledger) -> None:
    book.connection.set_progress_handler(lambda: 1, 1)
    for ask in (search.find, search.complete, search.count):
        with pytest.raises(search.Interrupted):
            ask(book.connection, "marder")
    book.connection.set_progress_handler(None, 1)
    assert found(book, "marder") == ["p1", "i1"]


def test_what_another_program_deletes_meanwhile_is_left_out(
    book: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deleting(connection: Connection, *_arguments: Any) -> list[Any]:
        connection.execute("DELETE FROM search_document WHERE kind = 'person'")
        return []

    assert found(book, "marder") == ["p1", "i1"]
    monkeypatch.setattr("crm.search.finding.by_document", deleting)
    assert found(book, "marder") == ["i1"]


def test_other_faults_are_not_mistaken_for_a_stop(book: Ledger) -> None:
    search.drop(book.connection)
    with pytest.raises(book.connection.OperationalError, match="no such table"):
        search.find(book.connection, "marder")


@pytest.fixture(scope="module")
def standing_book() -> Iterator[Ledger]:
    made = new_ledger()
    made.begin()
    fill(made)
    made.commit()
    yield made
    made.connection.close()


@settings(max_examples=rounds(50, 150), deadline=None)
@given(
    text=st.text(st.characters(), max_size=40) | st.text("\"*()^-+:{}'@. aAN1_%;\x00", max_size=40)
)
def test_nothing_typed_ever_fails(standing_book: Ledger, text: str) -> None:
    hits = search.find(standing_book.connection, text)
    assert search.count(standing_book.connection, text) >= len(
        [hit for hit in hits if hit.why not in ("reference", "name")]
    )


@settings(max_examples=rounds(20, 60), deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_whatever_is_stored_is_found_by_each_of_its_words(text: str) -> None:
    ledger = new_ledger()
    ledger.begin()
    ledger.add("person", name="Bo Ek", note=text)
    ledger.commit()
    for word in words(text):
        assert found(ledger, word)[0] == "p1"
    assert bool(search.find(ledger.connection, text)) == bool(words(text)) or len(words(text)) > 12
    ledger.connection.close()
