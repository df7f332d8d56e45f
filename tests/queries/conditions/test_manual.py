"""The manual names every key, and its examples are conditions."""

import re
import shlex
from pathlib import Path

import pytest
from sqlmodel import Session

from crm.queries.conditions import KINDS, condition_keys, parse_condition
from crm.vocabulary import RecordKind

PAGE = (Path(__file__).parents[3] / "docs" / "conditions.md").read_text(encoding="utf-8")
NOUNS = {
    "person": RecordKind.PERSON,
    "org": RecordKind.ORGANISATION,
    "interaction": RecordKind.INTERACTION,
    "follow-up": RecordKind.FOLLOW_UP,
    "collaboration": RecordKind.COLLABORATION,
    "export": RecordKind.PERSON,
}


def test_every_key_is_in_the_manual(session: Session) -> None:
    named = set(re.findall(r"[a-z_.]+", PAGE.partition("## What can be asked")[2]))
    for kind in KINDS:
        assert {key.name for key in condition_keys(session, kind)} <= named, kind


def test_the_examples_are_conditions(session: Session) -> None:
    found = [shlex.split(line) for line in PAGE.splitlines() if line.startswith("crm ")]
    for words in found:
        if "--where" in words and words[1] in NOUNS:
            parse_condition(session, NOUNS[words[1]], words[words.index("--where") + 1])


@pytest.mark.parametrize(
    "text", ["role = VD", "area !~ Dalarna", "name < M", "role not in (VD, Chef)", "email is empty"]
)
def test_what_can_be_said_can_be_said(session: Session, text: str) -> None:
    assert f"`{text}`" in PAGE
    parse_condition(session, RecordKind.PERSON, text)
