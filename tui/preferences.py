"""What the user prefers of the interface, in a TOML file that people may write themselves.

    theme = "samverkan-light"
    language = "sv"

    [keys]
    "record.log" = "f5"
    "move.down" = ["down", "j"]

It is read with the standard library, and only where it is there; it is changed with tomlkit, so
that the comments and the order of whoever wrote it stay.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm.errors import CrmError, FormatError
from crm.i18n import LANGUAGES, _
from crm.system import reason_of
from tui.private_files import replace_file
from tui.themes import THEMES

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

MAXIMUM_SIZE = 1_000_000
"""Bytes; whatever is larger was not written by hand."""
MOST_SHOWN = 40
"""Letters of a value that cannot be used, where it is said."""
KEY = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)*(?:[a-zA-Z0-9_]+|[^\W\d_]|[!-~])")
"""A key by its name in Textual, such as `ctrl+s`, `f5` or `question_mark`, or one character."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is preferred; empty where nothing is said. `keys` maps a binding to `down,j`."""

    theme: str = ""
    language: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


def read_preferences(path: Path) -> tuple[Preferences, str]:
    """Return what a file says, and a sentence on the first thing in it that cannot be used."""
    try:
        said = _read(path)
    except FileNotFoundError:
        return Preferences(), ""
    except CrmError as error:
        return Preferences(), error.message
    complaints = list(_complaints(said))
    bindings = dict(_flat(_table(said)))
    preferences = Preferences(
        theme=said["theme"] if _is_theme(said.get("theme")) else "",
        language=said["language"] if _is_language(said.get("language")) else "",
        keys={name: ",".join(_keys(keys)) for name, keys in bindings.items() if _are_keys(keys)},
    )
    problem = _("“{name}” cannot be “{value}”; mend it in {path}.")
    sentences = [
        problem.format(name=name, value=str(value)[:MOST_SHOWN], path=path)
        for name, value in complaints
    ]
    return preferences, sentences[0] if sentences else ""


def _read(path: Path) -> dict[str, Any]:
    """Return the file as TOML; errors: `FileNotFoundError`, `FormatError`."""
    return _parsed(_text(path), path)


def _text(path: Path) -> str:
    """Return what stands in the file; errors: `FileNotFoundError`, `FormatError`."""
    try:
        if path.exists() and not (path.is_file() and path.stat().st_size <= MAXIMUM_SIZE):
            raise FormatError(_("{path} is no file of settings; move it away.").format(path=path))
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError):
        message = _("The settings in {path} cannot be read; the usual ones are in use.")
        raise FormatError(message.format(path=path)) from None


def _parsed(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        message = (
            _("Line {line} of {path} is not TOML; the usual settings are in use until it is.")
            if line
            else _("{path} is not TOML; the usual settings are in use until it is.")
        )
        number = line.group(1) if line else ""
        raise FormatError(message.format(line=number, path=path)) from None


def _table(said: Mapping[str, Any]) -> Mapping[str, Any]:
    keys = said.get("keys")
    return keys if isinstance(keys, Mapping) else {}


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield bindings with their keys; TOML reads an unquoted `record.log` as tables."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _complaints(said: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield what cannot be used: its name and its value."""
    for name, is_fit in (("theme", _is_theme), ("language", _is_language)):
        if name in said and not is_fit(said[name]):
            yield name, said[name]
    if "keys" in said and not isinstance(said["keys"], Mapping):
        yield "keys", said["keys"]
    for name, keys in _flat(_table(said)):
        if not _are_keys(keys):
            yield name, keys


def _is_theme(value: object) -> bool:
    return any(theme.name == value for theme, _label in THEMES)


def _is_language(value: object) -> bool:
    return value in LANGUAGES


def _are_keys(value: object) -> bool:
    listed = _keys(value)
    return bool(listed) and all(isinstance(key, str) and KEY.fullmatch(key) for key in listed)


def _keys(value: object) -> list[Any]:
    """Return keys as a list, however they are written."""
    if isinstance(value, str):
        return [key.strip() for key in value.split(",")]
    return list(value) if isinstance(value, list) else [value]


# Changing the file.


def save_preference(path: Path, name: str, value: str) -> None:
    """Write down one thing that is preferred, an empty text that nothing is.

    Errors: `FormatError` where the file is not TOML, which leaves it as it is; `CrmError` where it
    cannot be written.
    """
    document = _document(path)
    if value:
        document[name] = value
    elif name in document:
        del document[name]
    _write(path, document)


def save_keys(path: Path, keys: Mapping[str, str]) -> None:
    """Write down the keys that are not the usual ones; errors as for `save_preference`."""
    from tomlkit import table

    document = _document(path)
    if not isinstance(document.get("keys"), Mapping):
        document["keys"] = table()
    written = document["keys"]
    assert isinstance(written, dict)
    before = {name: ",".join(map(str, _keys(value))) for name, value in _flat(written)}
    for name in before:
        if keys.get(name) != before[name]:
            _drop(written, name)
    for name, value in keys.items():
        if before.get(name) != value:
            written[name] = value
    if not written:
        del document["keys"]
    _write(path, document)


def _drop(table: dict[str, Any], name: str) -> None:
    """Remove a binding, quoted or in tables."""
    if name in table:
        del table[name]
        return
    for first, inner in list(table.items()):
        if isinstance(inner, dict) and name.startswith(f"{first}."):
            _drop(inner, name.removeprefix(f"{first}."))
            if not inner:
                del table[first]


def _document(path: Path) -> "TOMLDocument":
    """Return the file as it can be changed; a new one says what it is for."""
    import tomlkit

    try:
        text = _text(path)
    except FileNotFoundError:
        document = tomlkit.document()
        document.add(tomlkit.comment(_("Settings of the interface; in it, the comma shows them.")))
        return document
    _parsed(text, path)
    return tomlkit.parse(text)


def _write(path: Path, document: "TOMLDocument") -> None:
    """Exchange the file as a whole, or what a link leads to."""
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, document.as_string())
    except OSError as error:
        message = _("The settings cannot be kept in {path} ({reason}); this time they hold.")
        raise CrmError(message.format(path=path, reason=reason_of(error))) from None
