import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.eml_quoting import DETAILS_LENGTH, shortened

LONG = "\n".join(f"> line {number}" for number in range(8))


@pytest.mark.parametrize(
    "history",
    [
        f"Den tis 1 juli 2014 kl 09:12 skrev Anna Ek <anna@x.example>:\n\n{LONG}",
        f"On Tue, Jul 1, 2014 at 9:12 AM, Anna Ek <anna@x.example>\nwrote:\n{LONG}",
        f"Am 01.07.2014 um 09:12 schrieb Anna Ek:\n{LONG}",
        f"Anna Ek skrev:\n{LONG}",
        "-----Original Message-----\nFrom: Anna\nSent: Tuesday\n\nHej.",
        "----- Ursprungligt meddelande -----\nHej.",
        "Från: Anna Ek\nSkickat: den 1 juli 2014 09:12\nTill: Bo\nÄmne: x\n\nHej.",
        "________________________________\nFrom: Anna\nSent: Tuesday\nTo: Bo\nSubject: x\n\nHej.",
        "*Von:* Anna\n*Gesendet:* Dienstag\n\nHallo.",
    ],
)
def test_the_history_is_left_out_with_a_note(history: str) -> None:
    body = shortened(f"Ja, gärna.\n\nBo\n\n{history}", "SV: Hej")
    lines = body.details.split("\n")
    assert lines[:4] == ["Ja, gärna.", "", "Bo", ""]
    assert len(lines) == 5 and lines[4].endswith("left out]")
    assert body.own == "Ja, gärna.\n\nBo"


@pytest.mark.parametrize(
    "text",
    [
        "On the agenda is what he wrote:\nnothing yet.",
        "På mötet sa Emil vad han skrev:\nvi behöver kapital.",
        "From: Stockholm\nTo: Sandviken\nis the way.",
        "> one\n> two\nYes, and no.",
        "-- \nAnna",
        "___________\nA line.",
    ],
)
def test_what_only_looks_like_history_stays(text: str) -> None:
    assert shortened(text, "").details == text


def test_answers_between_the_lines_keep_short_quotations() -> None:
    text = f"Bo wrote:\n> When?\nOn Thursday.\n{LONG}\nYes."
    assert shortened(text, "").details == (
        "Bo wrote:\n> When?\nOn Thursday.\n[8 quoted lines left out]\nYes."
    )


@pytest.mark.parametrize("subject", ["VB: x", "Fwd: x", "FW: x", "Vs: x"])
def test_nothing_is_left_out_of_what_is_passed_on(subject: str) -> None:
    text = f"FYI\n\n-----Original Message-----\nFrom: Anna\nSent: Tuesday\n\n{LONG}"
    assert shortened(text, subject).details == text


def test_a_message_that_is_all_quotation_stays_whole() -> None:
    body = shortened(LONG, "")
    assert (body.details, body.own) == (LONG, "")


def test_a_very_long_text_is_cut_and_says_so() -> None:
    body = shortened("ord " * DETAILS_LENGTH, "")
    assert body.is_cut and body.details.endswith("ord\n\n[The rest is left out.]")
    assert len(body.details) < DETAILS_LENGTH + 50


@given(st.text(st.sampled_from("> |On:-_wroteFrmSn\n<@."), max_size=200))
def test_what_is_the_senders_own_stands_in_the_text(text: str) -> None:
    own = shortened(text, "").own
    assert own in text
