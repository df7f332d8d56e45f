from enum import StrEnum

import pytest

from crm import i18n, vocabulary
from crm.labels import label, moment_label, number_label, share_label, value_label


@pytest.fixture(autouse=True)
def _english() -> None:
    i18n.use_language("en")


def test_words_of_closed_lists_are_those_that_people_read() -> None:
    assert label("state_company") == "state company"
    assert label("optional") == "need not come"
    assert label("bcc") == "hidden copy"


def test_any_other_text_stays_as_it_is() -> None:
    assert label("toastmaster") == "toastmaster"
    assert label(None) == label("") == ""


@pytest.mark.parametrize("function", vocabulary.ParticipantFunction)
def test_what_participants_did_has_a_label(function: StrEnum) -> None:
    assert label(function) and label(str(function)) == label(function)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2019-05-02T09:30", "2019-05-02 09:30"),
        ("2019-05", "2019-05"),
        ("VD, Torsby Trä", "VD, Torsby Trä"),
        ("4321 RektorT", "4321 RektorT"),
        ("", ""),
    ],
)
def test_only_a_moment_gets_a_space_before_its_time(text: str, read: str) -> None:
    assert moment_label(text) == read


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("i3.participants.attendance", "accepted", "accepted"),
        ("kind", "email", "e-mail"),
        ("starts_at", "2019-05-02T09:30", "2019-05-02 09:30"),
        ("note", "2019-05-02Torsdag", "2019-05-02Torsdag"),
        ("note", "email", "email"),
        ("phone:mobile", "+46701740655", "070-174 06 55"),
    ],
)
def test_a_value_is_read_as_its_field_is(field: str, value: str, read: str) -> None:
    assert value_label(field, value) == read


def test_large_numbers_are_in_groups() -> None:
    assert number_label(999) == "999"
    assert number_label(1_000_000) == "1\u00a0000\u00a0000"


def test_a_share_is_told_in_whole_percent() -> None:
    assert share_label(0.426) == "43\u00a0%"
