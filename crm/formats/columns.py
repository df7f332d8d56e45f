"""Which field a column holds, told from its header or by whoever asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crm.errors import UsageError
from crm.formats.headings import HEADINGS, LABEL_WORDS, by_word
from crm.formats.programs import HEADER_LENGTH, LABEL, Program, grouped, program_of
from crm.formats.records import column_name
from crm.i18n import _
from crm.text import clean_line, words

PERSON_FIELDS = (
    "name",
    "person_name",
    "display_name",
    "given_name",
    "middle_name",
    "family_name",
    "honorific_prefix",
    "organisation",
    "role",
    "post",
    "start_date",
    "end_date",
    "language",
    "alias",
)
ORGANISATION_FIELDS = (
    "classification",
    "parent",
    "area",
    "county",
    "founding_date",
    "dissolution_date",
)
COMMON_FIELDS = ("id", "uid", "kind", "note", "tags")
LABELLED_FIELDS = (
    "email",
    "phone",
    "address",
    "postal_code",
    "city",
    "state",
    "country",
    "website",
)
IGNORE = "ignore"
IDENTITY_NUMBER = "personal_identity_number"
KEYED_FIELDS = ("custom", "identifier")
FIELDS = (*PERSON_FIELDS, *ORGANISATION_FIELDS, *COMMON_FIELDS, *LABELLED_FIELDS, LABEL, IGNORE)
NAME_FIELDS = frozenset(
    {"name", "person_name", "display_name", "given_name", "family_name", "organisation"}
)

_FIELD_BY_HEADING = by_word(HEADINGS)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its header (made unique) and its field; "" is not known.

    Columns with the same `group` belong together (`E-mail 1 - Label` and `E-mail 1 - Value`).
    """

    position: int
    header: str
    field: str
    group: str = ""

    @property
    def base(self) -> str:
        """Return the field without its label: `phone` of `phone:mobile`."""
        return self.field.partition(":")[0]

    @property
    def label(self) -> str:
        """Return what follows the colon: the label, the custom key or the identifier's scheme."""
        return self.field.partition(":")[2]


def recognise(header: str, program: Program | None = None) -> str | None:
    """Return the field that a header names, or None.

    What the program calls so comes first, then a field by its own name (`phone:mobile`,
    `custom:shoe_size`), the known headings, and those without their numbers (`E-mail 2`) and
    labels (`Telefon, arbete`).
    """
    if len(header) > HEADER_LENGTH:
        return None
    if program and (field := _of_program(program, header)):
        return field
    return _recognise(header)


def _of_program(program: Program, header: str) -> str | None:
    tokens = words(header)
    plain = [token for token in tokens if not token.isdigit()]
    return program.fields.get(" ".join(tokens)) or program.fields.get(" ".join(plain))


@lru_cache(maxsize=4096)
def _recognise(header: str) -> str | None:
    if exact := _as_field(header.strip()):
        return exact
    if pair := grouped(header):
        return pair[1]
    tokens = words(header)
    if field := _FIELD_BY_HEADING.get(" ".join(tokens)):
        return field
    tokens = [token for token in tokens if not token.isdigit()]
    if field := _FIELD_BY_HEADING.get(" ".join(tokens)):
        return field
    return _labelled(tokens)


def _as_field(text: str) -> str | None:
    base, colon, label = text.partition(":")
    base = base.lower()
    if not colon:
        return base if base in FIELDS else None
    if base in LABELLED_FIELDS or base in KEYED_FIELDS:
        return f"{base}:{label.strip()}" if label.strip() else None
    return None


def _labelled(tokens: Sequence[str]) -> str | None:
    labels = [LABEL_WORDS[token] for token in tokens if token in LABEL_WORDS]
    rest = " ".join(token for token in tokens if token not in LABEL_WORDS)
    field = _FIELD_BY_HEADING.get(rest)
    if len(labels) == 1 and field == "county":
        field = "state"
    if len(labels) == 1 and field in LABELLED_FIELDS:
        return f"{field}:{labels[0]}"
    return None


def count_recognised(cells: Iterable[str], mapping: Mapping[str, str]) -> int:
    """Return how many cells are headers we know; 0 where none of them could be a name."""
    fields = {mapping.get(clean_line(cell)) or recognise(cell) for cell in cells} - {None}
    return len(fields) if _has_name(fields) else 0


def _has_name(fields: Iterable[str | None]) -> bool:
    return any((recognise(field) or field) in NAME_FIELDS for field in fields if field)


def unique_headers(cells: Sequence[str]) -> tuple[str, ...]:
    """Make headers unique, of one line and never empty: `E-post`, `E-post (2)`, `column 3`."""
    headers: list[str] = []
    seen: set[str] = set()
    for position, cell in enumerate(cells):
        header = base = clean_line(cell) or column_name(position)
        number = 2
        while header in seen:
            header, number = f"{base} ({number})", number + 1
        seen.add(header)
        headers.append(header)
    return tuple(headers)


def map_columns(cells: Sequence[str], mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """Give every column of a header row its field.

    Raises UsageError for a mapping that names a column that is not there or a field that is none.
    """
    headers = unique_headers(cells)
    program = program_of(cells)
    chosen = {_column_called(header, headers): _field(name) for header, name in mapping.items()}
    fields = [
        chosen[header] if header in chosen else recognise(cell, program) or ""
        for header, cell in zip(headers, cells, strict=True)
    ]
    return tuple(
        Column(position, header, field, _group(cells[position]))
        for position, (header, field) in enumerate(zip(headers, _titles(fields), strict=True))
    )


def _group(header: str) -> str:
    pair = grouped(header)
    return pair[0] if pair else ""


def _titles(fields: Sequence[str]) -> list[str]:
    """Take "Title" for the role, or beside a job title for what stands before the name."""
    meaning = "honorific_prefix" if "role" in fields else "role"
    return [meaning if field == "title" else field for field in fields]


def _column_called(name: str, headers: Sequence[str]) -> str:
    if name in headers:
        return name
    alike = [header for header in headers if words(header) == words(name) != []]
    if len(alike) == 1:
        return alike[0]
    raise UsageError(
        _("There is no column called {column}: the file has {columns}.").format(
            column=name, columns=", ".join(headers)
        )
    )


def _field(name: str) -> str:
    field = recognise(name)
    if field is None or field == IDENTITY_NUMBER:
        raise UsageError(
            _("There is no field called {field}: choose one of {fields} or custom:KEY.").format(
                field=name, fields=", ".join(FIELDS)
            )
        )
    return field
