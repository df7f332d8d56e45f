"""`--where` on every list, on exports, and in saved searches."""

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture(autouse=True)
def network(prepare: Prepare) -> None:
    prepare(
        ("org", "add", "Falu kommun", "--kind", "municipality", "--area", "Falun, Dalarnas län"),
        ("person", "add", "Örjan Berg", "--organisation", "o1", "--role", "Kommunalråd"),
        ("person", "add", "Bo Dal", "--email", "bo@dal.se"),
        ("log", "meeting", "Ägarträff", "--on", "2019-04-11", "--with", "p1"),
        ("follow-up", "add", "Skicka avtalet", "--due", "2019-05-10", "--organisation", "o1"),
        ("collaboration", "add", "Skolan", "--organisation", "o1"),
    )


@pytest.mark.parametrize(
    ("noun", "where", "found"),
    [
        ("person", 'classification = municipality and area ~ "Dalarna"', "p1"),
        ("person", "not contacted since 2019", "p2"),
        ("person", 'kontaktad efter "för en månad sedan"', "p1"),
        ("org", "people ~ orjan", "o1"),
        ("interaction", "person = 'örjan berg'", "i1"),
        ("follow-up", 'due_date = "nästa vecka"', "f1"),
        ("collaboration", "organisations ~ falu", "c1"),
    ],
)
def test_every_list_is_chosen_from_by_a_condition(
    do: Run, noun: str, where: str, found: str
) -> None:
    assert do(noun, "list", "--where", where, "--format", "ids").out == f"{found}\n"


def test_what_a_phrase_was_taken_for_is_said(do: Run) -> None:
    said = do("person", "list", "--where", 'contacted since "6 months ago"').err
    assert said == "6 months ago: Fri 2018-11-02\n"
    assert "Mon 2019-04-01" not in do("export", "--where", "contacted since 2019").err
    assert "last week: " in do("export", "--where", 'contacted in "last week"').err


def test_a_condition_that_is_wrong_is_a_wrong_use(run: Run) -> None:
    for words in (("person", "list"), ("export",), ("list", "add", "x")):
        outcome = run(*words, "--where", "rol = vd")
        assert outcome.code == 2, words
        assert "character 1 (“rol”): this is none of: role, " in outcome.err


def test_saved_searches(do: Run, run: Run) -> None:
    assert do("list", "add", "Dalarna", "--where", "area ~ dalarna").out == "l1\n"
    do("list", "add", "Late", "--kind", "follow-ups", "--where", "due_date < 2020")
    assert do("list", "show", "Dalarna", "--format", "ids").out == "p1\n"
    assert do("list", "show", "Late", "--format", "ids").out == "f1\n"
    assert do("list", "show", "l1").out == (
        "Dalarna  l1\n"
        "Of         person\n"
        "Condition  area ~ dalarna\n"
        "Members    1\n"
        "\n"
        "On the list\n"
        "  p1  Örjan Berg\n"
    )
    refused = run("list", "add-member", "Dalarna", "p2")
    assert (refused.code, "fills itself" in refused.err) == (5, True)
    assert do("person", "list", "--list", "l1", "--format", "ids").out == "p1\n"
    assert "Örjan Berg" in do("export", "--list", "Dalarna").out
    do("list", "edit", "l1", "--where", "email is filled")
    assert do("list", "show", "l1", "--json").data["members"][0]["name"] == "Bo Dal"
    do("list", "edit", "l1", "--kind", "organisations", "--where", "name ~ falu")
    assert do("org", "list", "--list", "l1", "--format", "ids").out == "o1\n"
    wrong = run("export", "--list", "l1")
    assert (wrong.code, wrong.out) == (2, "")
    assert "other records: organisations" in wrong.err


def test_a_saved_search_that_no_longer_works_is_reported(do: Run, run: Run) -> None:
    do("field", "add", "level", "--for", "person")
    do("list", "add", "High", "--where", "custom.level = high")
    do("field", "remove", "level")
    shown = run("list", "show", "High", "--format", "ids")
    assert (shown.code, shown.out) == (5, "")
    assert "“High” no longer works" in shown.err
    [row] = do("list", "list", "--json").data
    assert (row["condition"], row["count"]) == ("custom.level = high", 0)
    assert "no longer works" in row["problem"]
    assert run("export", "--list", "High").code == 5
