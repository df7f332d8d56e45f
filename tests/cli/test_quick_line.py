"""`crm log "…"`: one line, shown as it is understood, and saved."""

import pytest

from tests.cli.conftest import Run

SEED = (
    "möte igår med Günther Mårder @Företagarna #kompetensförsörjning"
    " uppföljning: skicka underlag senast 2 juli"
)


@pytest.fixture
def network(do: Run) -> None:
    post = ("--organisation", "Företagarna", "--role", "VD", "--create")
    do("person", "add", "Günther Mårder", *post)
    do("person", "add", "Anna Berg", "--organisation", "ALMI", "--create")
    do("person", "add", "Anna Bergman")
    do("topic", "add", "Kompetensförsörjning")


@pytest.mark.usefixtures("network")
def test_the_line_of_the_seed_case(do: Run) -> None:
    shown = (
        "Meeting  Kompetensförsörjning\n"
        "When     Wed 2019-05-01        held, “igår”\n"
        "With     Günther Mårder        VD, Företagarna\n"
        "Topics   Kompetensförsörjning\n"
        "Ours     skicka underlag       by Tue 2019-07-02, Günther Mårder, Företagarna\n"
    )
    tried = do("log", SEED, "--dry-run")
    assert (tried.out, tried.err) == ("", shown)
    assert do("interaction", "list", "--json").data == []
    logged = do("log", SEED)
    assert (logged.out, logged.err) == ("i1\n", shown)
    assert do("log", SEED, "--json").data["follow_ups"][0]["due_date"] == "2019-07-02"
    do("undo")
    do("undo")
    assert do("interaction", "list", "--json").data == []
    assert do("follow-up", "list", "--json").data == []


@pytest.mark.usefixtures("network")
def test_a_name_that_is_not_clear_is_an_error_that_saves_nothing(do: Run, run: Run) -> None:
    several = run("log", "möte med Anna #Kompetensförsörjning")
    assert (several.code, several.out) == (4, "")
    assert "p2 Anna Berg (ALMI)" in several.err
    assert "p3 Anna Bergman" in several.err
    unknown = run("log", "möte med Günter Mårder")
    assert (unknown.code, unknown.out) == (3, "")
    assert "did you mean “Günther Mårder”?" in unknown.err
    assert run("log", "möte om #nytt").code == 3
    assert run("log", "möte 31 april om lån").code == 5
    assert do("interaction", "list", "--json").data == []
    assert do("log", "möte med p2").out == "i1\n"
    created = do("log", "möte med Kim Ny @Nytt #nytt", "--create")
    assert created.out == "i2\n"
    assert "new person, Nytt (new organisation)" in created.err


@pytest.mark.usefixtures("network")
def test_kind_and_subject_stay_what_they_are(do: Run, run: Run) -> None:
    logged = do("log", "call", "möte med Anna -> ring", "--json").data
    assert (logged["kind"], logged["subject"]) == ("call", "möte med Anna -> ring")
    assert run("log", "möte med Anna", "Ämne").code == 2
    missing = run("log", "meeting")
    assert missing.code == 2
    assert "Missing argument 'SUBJECT'." in missing.err
    assert run("log", "meetng").code == 2
    assert run("log", "call", "Ämne", "--dry-run").code == 2
    assert run("log", "möte med p1", "--note", "text").code == 2
    assert run("log").code == 2


@pytest.mark.usefixtures("network")
def test_what_is_written_never_acts(run: Run) -> None:
    hostile = 'möte med p1 om "x" OR y* NEAR(z) \x1b[31m; DROP TABLE person'
    logged = run("log", hostile)
    assert logged.code == 0
    assert "\x1b" not in logged.err
