"""How these tests write JSON and have it described."""

import json
from pathlib import Path

from crm import formats
from crm.formats import Description, ReadOptions
from tests.formats.files import WriteFile

PERSON = {
    "id": 12,
    "uid": "u-12",
    "name": "Günther Mårder",
    "given_name": "Günther",
    "family_name": "Mårder",
    "honorific_prefix": None,
    "other_names": ["GM", {"name": "Gunther", "start_date": "2001", "end_date": None}],
    "language": "sv",
    "note": "Talade om skolan.",
    "memberships": [
        {
            "id": 3,
            "organisation": {"id": 5, "uid": "u-5", "name": "Företagarna"},
            "post": {"label": "VD, Företagarna"},
            "role": "VD",
            "start_date": "2015",
            "end_date": None,
            "primary": True,
        },
        {"organisation": "ALMI"},
    ],
    "contact_details": [
        {"type": "email", "value": "g@f.se", "label": "work", "valid_from": "2015"},
        {"type": "phone", "value": None},
    ],
    "tags": ["stål, järn", {"name": "skola"}],
    "custom": {"shoe": 42, "member": True, "gone": None},
    "relationships": [],
    "last_interaction": {"id": 1},
    "created_at": "2019-05-02T10:00:00Z",
    "version": 3,
}


def write(file: WriteFile, value: object) -> Path:
    """Write a value as a JSON file, a line for each of its parts."""
    return file(json.dumps(value, ensure_ascii=False, indent=1), "contacts.json")


def describe(path: Path, **options: object) -> Description:
    """Describe a file without reading its records."""
    return formats.describe(path, ReadOptions(**options))  # type: ignore[arg-type]
