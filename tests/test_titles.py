"""Fields are called as people call them, also those that only an import tells of."""

import pytest

from crm import i18n
from crm.errors import Problem
from crm.titles import field_title, field_titles, field_within, noun, told_problem


def test_a_field_is_called_as_people_call_it() -> None:
    assert field_title("email") == "E-mail"
    assert field_title("phone:mobile") == "Phone (mobile)"
    assert field_title("custom:shoe") == "Field of your own (shoe)"
    assert field_title("i3.participants.attendance") == "Attendance (i3)"


def test_what_is_no_field_stays_as_it_is() -> None:
    assert field_title("Sko_nr") == "Sko_nr"
    assert field_title("A1.e-post") == "A1.e-post"
    assert field_title("") == ""


def test_a_row_is_called_as_people_call_it() -> None:
    assert (noun("follow_up"), noun("contact_detail")) == ("Follow-up", "Way to reach")
    i18n.use_language("sv")
    assert noun("follow_up") == "Uppföljning"


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem("name", "Fill it in."), "Name: Fill it in."),
        (Problem("memberships.0.start_date", "No day."), "Since: No day."),
        (Problem("custom.shoe", "No number."), "shoe: No number."),
        (Problem("emails.0.value", "a.se is no address."), "a.se is no address."),
        (Problem("", "They are the same."), "They are the same."),
    ],
)
def test_a_problem_names_its_field_as_people_call_it(problem: Problem, told: str) -> None:
    assert told_problem(problem) == told


def test_several_are_told_once_each() -> None:
    assert field_titles(["email", "link", "website"]) == "E-mail, Website"


def test_within_a_sentence_only_abbreviations_are_in_capitals() -> None:
    assert (field_within("email"), field_within("uid")) == ("e-mail", "UID")
    i18n.use_language("sv")
    assert field_within("orgnr") == "organisationsnummer"
