"""Bring the catalogues up to date with the texts in the code: `make catalogues`."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
METHODS = [("crm/**.py", "python"), ("tui/**.py", "python")]


def extract() -> Catalog:
    """Return every text in the code that people read."""
    catalogue = Catalog(project="samverkan", charset="utf-8")
    found = extract_from_dir(ROOT, METHODS, keywords=KEYWORDS, comment_tags=["For translators:"])
    for path, line, message, comments, context in found:
        catalogue.add(message, None, [(path, line)], auto_comments=comments, context=context)
    return catalogue


def update(path: Path) -> Catalog:
    """Return the catalogue at a path with the texts of the code, and those alone."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.parts[-3])
    catalogue.update(extract(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def main() -> None:
    """Write the updated catalogues, ordered so that a change is easy to read."""
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/*.po")):
        catalogue = update(path)
        with path.open("wb") as stream:
            write_po(stream, catalogue, sort_output=True, include_lineno=False, width=100)
        missing = [message.id for message in catalogue if message.id and not message.string]
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} to translate")


if __name__ == "__main__":
    main()
