"""Turn a list of the Swedish municipalities into a CSV file that `crm import` reads.

The list is JSON: an array of objects with `code`, `municipality` and `county`
(github.com/simon-johansson/kommunkoder, MIT).

    python docs/examples/municipalities_to_csv.py municipalities.json municipalities.csv
    crm import municipalities.csv --dry-run

The code goes into the column `kommunkod`, where it keeps its first zero. Municipality and county
together become the area, so that all municipalities of a county can be found.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from crm.formats.csv_writer import write_csv

COLUMNS = ("name", "classification", "kommunkod", "area", "county")


def rows(municipalities: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Give one row a municipality, in the order of the list."""
    for municipality in municipalities:
        yield {
            "name": municipality.get("municipality"),
            "classification": "municipality",
            "kommunkod": municipality.get("code"),
            "area": municipality.get("municipality"),
            "county": municipality.get("county"),
        }


def main() -> int:
    """Convert one file; return 1, with a sentence on stderr, for a file that is no such list."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("input", type=Path, help="the list, JSON")
    parser.add_argument("output", type=Path, help="the CSV file to write")
    arguments = parser.parse_args()
    try:
        municipalities = json.loads(arguments.input.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{arguments.input} cannot be read as JSON: {error}", file=sys.stderr)
        return 1
    if not isinstance(municipalities, list) or not all(
        isinstance(one, dict) for one in municipalities
    ):
        print(f"{arguments.input} is not a list of municipalities.", file=sys.stderr)
        return 1
    with arguments.output.open("w", encoding="utf-8", newline="") as stream:
        count = write_csv(rows(municipalities), COLUMNS, stream)
    print(f"{count} municipalities written to {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
