"""JSON (RFC 8259): an array of records, one record, or `{"people": […], "organisations": […]}`.

The text is held in memory, and its records are decoded one at a time. A whole book says that it is
one by its header; its records are given as they stand.
"""

from collections.abc import Iterator
from pathlib import Path

from crm.errors import FormatError
from crm.formats.columns import NAME_FIELDS, map_columns, recognise
from crm.formats.encoding import Survey, decoding_fault, survey
from crm.formats.json_book import HEADER, check_header
from crm.formats.json_book import SECTIONS as BOOK_SECTIONS
from crm.formats.json_records import KEY_LIMIT, ObjectReader, entry_record, is_no_column
from crm.formats.json_scanner import Part, Scanner
from crm.formats.protocol import Description, ReadOptions
from crm.formats.records import Record, RecordProblem
from crm.formats.tables import require_name
from crm.i18n import _

SIZE_LIMIT = 200_000_000
SECTIONS = {
    "people": "people",
    "persons": "people",
    "organisations": "organisations",
    "organizations": "organisations",
}
UNKNOWN_SECTION = ""
BOOK = "book"
# What an export says about itself.
HEADING_KEYS = frozenset({"format", "version", "exported_at", "generator"})


def describe(path: Path, options: ReadOptions) -> Description:
    """Say what a JSON file holds, having read it to its end.

    Raises FormatError with the line for text that is no JSON, and where no key is a name;
    UsageError for a mapping that names a key that no record has.
    """
    options.check()
    found = _survey(path, options)
    keys, sections, problems = _contents(path, _text(path, found))
    columns = map_columns(keys, options.mapping)
    if keys:
        require_name(path, columns)
    return Description(
        path=path,
        format="json",
        sha256=found.sha256,
        size=found.size,
        encoding=found.encoding,
        headers=tuple(column.header for column in columns),
        mapping={column.header: column.field for column in columns if column.field},
        unmapped=tuple(column.header for column in columns if not column.field),
        records=_records_of(sections, options),
        problems=tuple(problems),
    )


def _contents(path: Path, text: str) -> tuple[tuple[str, ...], set[str], list[RecordProblem]]:
    """Return the keys of the objects, the sections they stand in, and what is left out.

    Raises FormatError where nothing is an object.
    """
    keys: dict[str, None] = {}
    sections: set[str] = set()
    problems: list[RecordProblem] = []
    is_there = are_others = False
    for part in _parts(path, text):
        if part.section == UNKNOWN_SECTION:
            problems.append(_unknown_section(part.line, str(part.value)))
            continue
        sections.add(BOOK if part.is_entry else part.section)
        if not isinstance(part.value, dict):
            are_others = True
            continue
        is_there = True
        if len(keys) < KEY_LIMIT and not part.is_entry:
            named = [key for key, value in part.value.items() if not is_no_column(key, value)]
            keys.update(dict.fromkeys(named))
    if are_others and not is_there:
        raise _without_records(path)
    return tuple(keys), sections, problems


def read(path: Path, options: ReadOptions) -> Iterator[Record]:
    """Give the records of a JSON file one at a time; errors as `describe`.

    A value that is no object, or has a value of the wrong type, is a rejected record.
    """
    options.check()
    objects = ObjectReader(options)
    for part in _parts(path, _text(path, _survey(path, options))):
        if part.is_entry:
            yield entry_record(part.line, part.section, part.value)
        elif part.section != UNKNOWN_SECTION:
            yield from objects.records(part.line, part.value, part.section)


def _records_of(sections: set[str], options: ReadOptions) -> str:
    if options.records != "auto":
        return options.records
    if sections == {BOOK}:
        return BOOK
    return "organisations" if sections == {"organisations"} else "people"


def _unknown_section(line: int, name: str) -> RecordProblem:
    if name in BOOK_SECTIONS:
        message = _(
            "Only people and organisations are imported from a file that is no whole book: this "
            "part is left out."
        )
    else:
        message = _("A book has no section of this name: this part of the file is left out.")
    return RecordProblem(line, name, "", message)


def _survey(path: Path, options: ReadOptions) -> Survey:
    found = survey(path, options.encoding, line_limit=SIZE_LIMIT)
    if found.size > SIZE_LIMIT:
        message = _("{path} is larger than {limit} MB: divide it.")
        raise FormatError(message.format(path=path, limit=SIZE_LIMIT // 1_000_000))
    return found


def _text(path: Path, found: Survey) -> str:
    try:
        return path.read_text(found.encoding, errors="replace" if found.damaged else "strict")
    except (UnicodeError, LookupError) as error:
        raise decoding_fault(path, found.encoding) from error


# --- The document --------------------------------------------------------------------------------


def _parts(path: Path, text: str) -> Iterator[Part]:
    scan = Scanner(path, text)
    opening = scan.peek()
    if opening == "[":
        yield from scan.elements("auto")
    elif opening == "{":
        yield from _parts_of_object(scan)
    else:
        scan.refuse()
    if scan.peek():
        scan.refuse()


def _parts_of_object(scan: Scanner) -> Iterator[Part]:
    line = scan.line()
    sections_seen = is_book = False
    others: dict[str, tuple[int, object]] = {}
    for key in scan.members():
        if key == HEADER:
            check_header(scan.path, scan.value())
            sections_seen = is_book = True
            scan.read_exactly()
        elif scan.peek() != "[":
            others[key] = (scan.line(), scan.value())
        elif is_book:
            yield from _entries(scan, key)
        elif key in SECTIONS:
            sections_seen = True
            yield from scan.elements(SECTIONS[key])
        else:
            others[key] = (scan.line(), scan.value())
    if sections_seen:
        for key, (key_line, _value) in others.items():
            if key not in HEADING_KEYS:
                yield Part(key_line, UNKNOWN_SECTION, key)
    elif any(recognise(key) in NAME_FIELDS for key in others):
        yield Part(line, "auto", {key: value for key, (_line, value) in others.items()})
    else:
        raise _without_records(scan.path)


def _without_records(path: Path) -> FormatError:
    message = _("{path} holds no people or organisations: give them as a list of objects.")
    return FormatError(message.format(path=path))


def _entries(scan: Scanner, section: str) -> Iterator[Part]:
    """Give the records of a section as they stand; of an unknown section, its name once."""
    line = scan.line()
    known = section in BOOK_SECTIONS
    for part in scan.elements(section):
        if known:
            yield part._replace(is_entry=True)
    if not known:
        yield Part(line, UNKNOWN_SECTION, section)
