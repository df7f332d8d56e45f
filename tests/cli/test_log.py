"""`crm log` and `crm interaction`."""

import pytest

from tests.cli.conftest import Prepare, Run


@pytest.fixture
def meeting(prepare: Prepare) -> None:
    prepare(
        ("person", "add", "Günther Mårder", "--organisation", "Företagarna", "--create"),
        ("person", "add", "Göran Lundwall", "--organisation", "ALMI", "--role", "VD", "--create"),
        ("topic", "add", "Kompetensförsörjning"),
    )


@pytest.mark.usefixtures("meeting")
def test_everything_in_one_go(do: Run) -> None:
    outcome = do(
        *("log", "call", "Kapital och kompetens", "--on", "igår", "--at", "kl 9", "--place", "Tfn"),
        *("--with", "marder", "--with", "lundwall", "--topic", "kompetensförsörjning"),
        *("--said", "Günther Mårder: Kompetensförsörjning: Time is short: act now"),
        *("--stance", "asks", "--said", "Göran Lundwall: : We can help", "--note", "Long text"),
        *("--follow-up", "Send the figures", "--due", "2 juli"),
        *("--follow-up", "Invite us", "--direction", "theirs", "--tag", "kapital"),
    )
    assert outcome.out == "i1\n"
    assert outcome.err.splitlines() == [
        "due: Tue 2019-07-02",
        "on: Wed 2019-05-01",
        "“marder”: p1 Günther Mårder",
        "“lundwall”: p2 Göran Lundwall",
    ]
    assert do("interaction", "show", "i1").out == (
        "Kapital och kompetens  i1\n"
        "Kind     call, held\n"
        "When     2019-05-01 09:00\n"
        "Place    Tfn\n"
        "Topics   Kompetensförsörjning\n"
        "Tags     kapital\n"
        "Details  Long text\n"
        "\n"
        "Participants\n"
        "  Günther Mårder      Företagarna  attended\n"
        "  Göran Lundwall  VD  ALMI         attended\n"
        "\n"
        "Said\n"
        "  Günther Mårder  Kompetensförsörjning  asks  Time is short: act now\n"
        "  Göran Lundwall                              We can help\n"
        "\n"
        "Promises\n"
        "  f1  2019-07-02  ours    open     Send the figures\n"
        "  f2              theirs  waiting  Invite us\n"
    )


@pytest.mark.usefixtures("meeting")
def test_a_promise_concerns_whoever_is_named_or_was_alone(do: Run, run: Run) -> None:
    both = ("--with", "marder", "--with", "lundwall")
    do("log", "call", "a", *both, "--follow-up", "Send", "--concerns", "lundwall")
    do("log", "call", "b", *both, "--follow-up", "Invite", "--concerns", "Företagarna")
    do("log", "call", "c", *both, "--follow-up", "Ask")
    do("log", "call", "d", "--with", "marder", "--follow-up", "Ring")
    do("log", "call", "e", "--follow-up", "Meet", "--concerns", "Leif Lundgren", "--create")
    promises = do("follow-up", "list", "--json").data
    names = {
        one["title"]: [one[whom] and one[whom]["name"] for whom in ("person", "organisation")]
        for one in promises
    }
    assert names == {
        "Send": ["Göran Lundwall", "ALMI"],
        "Invite": [None, "Företagarna"],
        "Ask": [None, None],
        "Ring": ["Günther Mårder", "Företagarna"],
        "Meet": ["Leif Lundgren", None],
    }
    unknown = run("log", "call", "f", "--follow-up", "x", "--concerns", "Nobody Known")
    assert (unknown.code, unknown.out) == (3, "")


@pytest.mark.usefixtures("meeting")
def test_without_a_date_it_was_today_and_ahead_it_is_planned(do: Run) -> None:
    today = do("log", "note", "Thought", "--json").data
    assert (today["starts_at"], today["status"]) == ("2019-05-02", "held")
    ahead = do("log", "meeting", "Almedalen", "--on", "2019-07-02", "--json").data
    assert (ahead["starts_at"], ahead["status"]) == ("2019-07-02", "planned")


def test_a_day_without_a_year_is_the_latest_or_for_what_is_planned_the_next(do: Run) -> None:
    assert do("log", "call", "x", "--on", "2 juli").err == "on: Mon 2018-07-02\n"
    planned = do("log", "seminar", "y", "--on", "2 juli", "--status", "planned")
    assert planned.err == "on: Tue 2019-07-02\n"
    assert do("interaction", "edit", planned.out.strip(), "--on", "3 juli").err == (
        "on: Wed 2019-07-03\n"
    )
    assert do("interaction", "edit", "i1", "--on", "3 juli").err == "on: Tue 2018-07-03\n"


def test_a_range_of_days(do: Run) -> None:
    outcome = do("log", "meeting", "Örnsköldsvik", "--on", "11-12 april", "--json")
    assert (outcome.data["starts_at"], outcome.data["ends_at"]) == ("2019-04-11", "2019-04-12")
    assert outcome.err == "on: Thu 2019-04-11 – Fri 2019-04-12\n"
    iso = do("log", "meeting", "x", "--on", "2019-04-11..2019-04-12", "--json").data
    assert (iso["starts_at"], iso["ends_at"]) == ("2019-04-11", "2019-04-12")


def test_an_iso_date_needs_no_echo(do: Run) -> None:
    assert do("log", "meeting", "x", "--on", "2019-04-11").err == ""


@pytest.mark.parametrize("phrase", ["31 februari", "när det passar", "2019-02-30", "x" * 5000])
def test_a_date_that_is_not_understood_is_an_error(do: Run, run: Run, phrase: str) -> None:
    outcome = run("log", "meeting", "x", "--on", phrase)
    assert (outcome.code, outcome.out) == (5, "")
    assert outcome.err.count("\n") == 1
    assert do("interaction", "list", "--json").data == []


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize(
    "words",
    [
        ("--with", "Nobody Known"),
        ("--organisation", "Nowhere"),
        ("--topic", "Nothing"),
        ("--said", "Nobody Known: : x"),
        ("--said", "Günther Mårder: Nothing: x"),
    ],
)
def test_the_unknown_saves_nothing_unless_created(
    do: Run, run: Run, words: tuple[str, ...]
) -> None:
    outcome = run("log", "call", "x", "--follow-up", "y", *words)
    assert (outcome.code, outcome.out) == (3, "")
    assert do("interaction", "list", "--json").data == []
    assert do("follow-up", "list", "--json").data == []
    created = do("log", "call", "x", *words, "--create")
    assert created.out == "i1\n"
    assert created.err.startswith("added: ")


@pytest.mark.parametrize(
    "words",
    [
        ("--due", "2019-07-02"),
        ("--direction", "ours"),
        ("--stance", "asks"),
        ("--follow-up", "a", "--due", "2019-07-02", "--due", "2019-07-03"),
        ("--said", "only two: parts"),
        ("--said", ": topic: text"),
        ("--said", "Eva: topic:  "),
    ],
)
def test_what_belongs_to_nothing_is_wrong_use(run: Run, words: tuple[str, ...]) -> None:
    outcome = run("log", "call", "x", *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1


def test_a_date_before_the_only_promise_belongs_to_it(do: Run) -> None:
    do("log", "call", "x", "--due", "2019-07-02", "--follow-up", "a", "--follow-up", "b")
    due = {one["title"]: one["due_date"] for one in do("follow-up", "list", "--json").data}
    assert due == {"a": "2019-07-02", "b": None}


def test_an_end_before_the_start(run: Run) -> None:
    assert run("log", "call", "x", "--on", "2019-04-12..2019-04-11").code == 5
    assert run("log", "call", "x", "--at", "25:00").code == 5
    assert run("log", "call", "x", "--on", "2019-04", "--at", "9").code == 5


def test_the_note_is_read_from_standard_input(do: Run) -> None:
    text = "# Rubrik\n\n- punkt\x1b[31m ett\r\n"
    assert do("log", "note", "x", "--note", "-", "--json", stdin=text).data["details"] == (
        "# Rubrik\n\n- punkt[31m ett"
    )


@pytest.mark.usefixtures("meeting")
def test_list_can_be_narrowed(do: Run) -> None:
    do("log", "call", "A", "--on", "2019-01-10", "--with", "marder")
    do("log", "meeting", "B", "--on", "2019-03-10", "--with", "lundwall", "--topic", "t1")
    do("log", "meeting", "C", "--on", "2019-07-02", "--organisation", "ALMI")
    assert do("interaction", "list").out == (
        "    When        Kind     Status   Subject  Participants    Topics\n"
        "i3  2019-07-02  meeting  planned  C        ALMI\n"
        "i2  2019-03-10  meeting  held     B        Göran Lundwall  Kompetensförsörjning\n"
        "i1  2019-01-10  call     held     A        Günther Mårder\n"
    )
    for words, found in {
        ("--with", "marder"): "i1\n",
        ("--organisation", "ALMI"): "i3\ni2\n",
        ("--topic", "kompetens"): "i2\n",
        ("--kind", "call"): "i1\n",
        ("--status", "planned"): "i3\n",
        ("--from", "2019-03"): "i3\ni2\n",
        ("--to", "2019-03"): "i2\ni1\n",
        ("--limit", "1"): "i3\n",
    }.items():
        assert do("interaction", "list", *words, "--format", "ids").out == found, words


@pytest.mark.usefixtures("meeting")
def test_an_interaction_is_changed_part_by_part(do: Run, run: Run) -> None:
    do("log", "call", "A", "--on", "2019-01-10", "--with", "marder", "--topic", "t1")
    changed = do(
        *("interaction", "edit", "i1", "--subject", "B", "--with", "lundwall", "--without", "p1"),
        *("--topic", "Kapital", "--remove-topic", "t1", "--create", "--note", "New"),
        *("--said", "Göran Lundwall: Kapital: More", "--on", "2019-01-11", "--at", "10", "--json"),
    ).data
    assert (changed["subject"], changed["starts_at"]) == ("B", "2019-01-11T10:00")
    assert [one["person"]["name"] for one in changed["participants"]] == ["Göran Lundwall"]
    assert [topic["name"] for topic in changed["topics"]] == ["Kapital"]
    assert [said["text"] for said in changed["statements"]] == ["More"]
    assert changed["details"] == "New"
    declined = ("--with", "lundwall", "--attendance", "declined")
    answered = do("interaction", "edit", "i1", *declined, "--json").data["participants"]
    assert [one["attendance"] for one in answered] == ["declined"]
    assert run("interaction", "edit", "i1").code == 2
    assert run("interaction", "edit", "i1", "--at", "9").code == 2


def test_cancel_and_delete(do: Run, run: Run) -> None:
    do("log", "meeting", "A", "--on", "2019-07-02")
    do("interaction", "edit", "i1", "--status", "cancelled")
    assert do("interaction", "list", "--status", "cancelled", "--format", "ids").out == "i1\n"
    assert do("interaction", "delete", "i1").out == "i1\n"
    assert run("interaction", "show", "i1").code == 3
