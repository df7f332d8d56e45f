"""Turn the register of Swedish agencies into a CSV file that `crm import` reads.

The register is JSON: one object with the name of each agency as the key. It is collected by
Civic Tech Sweden from Statistics Sweden (github.com/civictechsweden/myndighetsdata, CC0).

    python docs/examples/agencies_to_csv.py agencies.json agencies.csv
    crm import agencies.csv --dry-run

Nothing is repaired here. A phone number that the register keeps as a number without its first
zero is written as it stands, and the import mends it or says on which line it is.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from crm.formats.csv_writer import write_csv

COLUMNS = (
    "name",
    "classification",
    "orgnr",
    "email",
    "phone",
    "website",
    "address",
    "postal_code",
    "city",
    "address:visit",
    "postal_code:visit",
    "city:visit",
    "alias",
    "founding_date",
    "dissolution_date",
    "tags",
    "note",
)


def rows(register: dict[str, dict[str, object]]) -> Iterator[dict[str, object]]:
    """Give one row an agency, in the order of the register; a year is a founding date as it is."""
    for name, agency in register.items():
        yield {
            "name": name,
            "classification": "agency",
            "orgnr": agency.get("org_nr"),
            "email": agency.get("email"),
            "phone": agency.get("phone"),
            "website": agency.get("website"),
            **address(agency.get("postal_address"), ""),
            **address(agency.get("office_address"), ":visit"),
            "alias": aliases(agency),
            "founding_date": agency.get("start"),
            "dissolution_date": agency.get("end"),
            "tags": agency.get("group"),
            "note": statute(agency.get("created_by")),
        }


def address(place: object, label: str) -> dict[str, object]:
    """Give the cells of one address, whose columns carry its label."""
    parts = place if isinstance(place, dict) else {}
    return {
        f"address{label}": parts.get("address"),
        f"postal_code{label}": parts.get("postcode"),
        f"city{label}": parts.get("city"),
    }


def aliases(agency: dict[str, object]) -> list[object]:
    """Give the former names and the abbreviation of an agency."""
    former = agency.get("old_names")
    short = agency.get("short_name")
    return [*(former if isinstance(former, list) else []), *([short] if short else [])]


def statute(number: object) -> str:
    """Name the ordinance that an agency rests on, by its number in the statute book (SFS)."""
    return f"SFS {number}" if number else ""


def main() -> int:
    """Convert one file; return 1, with a sentence on stderr, for a file that is no register."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("input", type=Path, help="the register, JSON")
    parser.add_argument("output", type=Path, help="the CSV file to write")
    arguments = parser.parse_args()
    try:
        register = json.loads(arguments.input.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        print(f"{arguments.input} cannot be read as JSON: {error}", file=sys.stderr)
        return 1
    if not isinstance(register, dict) or not all(isinstance(v, dict) for v in register.values()):
        print(f"{arguments.input} is not a register of agencies by name.", file=sys.stderr)
        return 1
    with arguments.output.open("w", encoding="utf-8", newline="") as stream:
        count = write_csv(rows(register), COLUMNS, stream)
    print(f"{count} agencies written to {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
