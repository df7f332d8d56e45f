import pytest

from tests.formats.messages import interaction, message, people


def named(*fields: str) -> list[tuple[str, str, str]]:
    content = message(base="Subject: Hej\n" + "".join(f"{field}\n" for field in fields))
    return people(interaction(content))


def test_everybody_is_named_once_by_the_first_function() -> None:
    assert named(
        "To: Bo Alm <bo@y.example>, anna@x.example",
        "Cc: BO@y.example, =?utf-8?Q?=C3=85sa=2C?= Öberg <asa@z.example>",
        "Bcc: cia@z.example",
        "To: David <david@z.example>",
        "From: Anna Ek <anna@x.example>",
        "Sender: Assistant <assistant@x.example>",
    ) == [
        ("sender", "Anna Ek", "anna@x.example"),
        ("recipient", "Bo Alm", "bo@y.example"),
        ("recipient", "David", "david@z.example"),
        ("cc", "Åsa, Öberg", "asa@z.example"),
        ("bcc", "", "cia@z.example"),
    ]


def test_a_name_that_comes_later_is_taken() -> None:
    assert named("From: a@x.example", "To: Anna <A@x.example>") == [
        ("sender", "Anna", "a@x.example")
    ]


def test_only_the_first_of_several_senders_fields_counts() -> None:
    assert named("From: a@x.example", "From: Boss <boss@x.example>") == [
        ("sender", "", "a@x.example")
    ]


def test_several_may_sign_one_letter() -> None:
    assert [one[0] for one in named("From: a@x.example, b@x.example")] == ["sender", "sender"]


def test_whoever_sends_for_nobody_is_the_sender() -> None:
    assert named("Sender: a@x.example") == [("sender", "", "a@x.example")]


@pytest.mark.parametrize(
    "field",
    [
        "To: undisclosed-recipients:;",
        "To: Undisclosed recipients",
        'To: "Undisclosed-Recipient:" <>',
        "To: <Undisclosed-Recipient:;>",
        "To: unlisted-recipients: no To-header on input",
        "Cc: Dolda mottagare",
        "To:",
    ],
)
def test_nobody_is_not_a_person(field: str) -> None:
    assert named("From: a@x.example", field) == [("sender", "", "a@x.example")]


def test_names_without_addresses_are_kept() -> None:
    assert named("From: Anna Ek", "To: Bo Alm; Cia Berg") == [
        ("sender", "Anna Ek", ""),
        ("recipient", "Bo Alm", ""),
        ("recipient", "Cia Berg", ""),
    ]


@pytest.mark.parametrize(
    "field",
    [
        "List-Post: <mailto:natverk@lists.example?subject=x>",
        "List-Id: Nätverket <natverk.lists.example>",
        "X-Mailing-List: natverk@lists.example",
    ],
)
def test_a_mailing_list_is_no_person(field: str) -> None:
    assert named("From: a@x.example", "To: Natverk@lists.example, b@x.example", field) == [
        ("sender", "", "a@x.example"),
        ("list", "", "Natverk@lists.example"),
        ("recipient", "", "b@x.example"),
    ]


@pytest.mark.parametrize("author", ["X-Original-From: anna@x.example", "Reply-To: anna@x.example"])
def test_what_a_list_sends_in_its_own_name_is_its_authors(author: str) -> None:
    assert named(
        "From: Anna Ek via Nätverket <natverk@lists.example>",
        "To: natverk@lists.example",
        "List-Post: <mailto:natverk@lists.example>",
        author,
    ) == [("sender", "Anna Ek", "anna@x.example"), ("list", "", "natverk@lists.example")]


def test_to_whom_an_answer_goes_is_no_correspondent() -> None:
    assert named("From: a@x.example", "Reply-To: office@x.example") == [
        ("sender", "", "a@x.example")
    ]
