"""How these tests write files and read them back."""

from collections.abc import Callable
from pathlib import Path

from crm import formats
from crm.formats import OrganisationRecord, PersonRecord, ReadOptions, Record

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

WriteFile = Callable[..., Path]


def read(path: Path, **options: object) -> list[Record]:
    """Read a file without a process of its own, so that a fault of a reader is seen as it is."""
    reader = formats.reader(formats.name_for(path))
    return list(reader.read(path, ReadOptions(**options)))  # type: ignore[arg-type]


def people(records: list[Record]) -> list[PersonRecord]:
    return [record for record in records if isinstance(record, PersonRecord)]


def organisations(records: list[Record]) -> list[OrganisationRecord]:
    return [record for record in records if isinstance(record, OrganisationRecord)]


def details(record: PersonRecord | OrganisationRecord) -> list[tuple[str, str, str]]:
    return [(detail.type, detail.value, detail.label) for detail in record.contact_details]


def one_person(file: WriteFile, text: str, encoding: str = "utf-8") -> PersonRecord:
    """Write a file and return the one person that is read from it."""
    (person,) = read(file(text, encoding=encoding))
    assert isinstance(person, PersonRecord)
    return person


def program(file: WriteFile, text: str) -> str:
    """Write a file and return the name of the program that it seems to come from."""
    return formats.describe(file(text)).program
