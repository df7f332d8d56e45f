"""What became of the records of a file, as counts in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from crm.i18n import ngettext


def counted(report: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Give each count in the report of an import: its key, the number, and what to say of it."""
    for name, text in (
        ("records", ngettext("{count} record", "{count} records", report["records"])),
        ("new", ngettext("{count} new", "{count} new", report["new"])),
        ("updated", ngettext("{count} updated", "{count} updated", report["updated"])),
        ("unchanged", ngettext("{count} unchanged", "{count} unchanged", report["unchanged"])),
        (
            "possible_duplicates",
            ngettext(
                "{count} possibly known already",
                "{count} possibly known already",
                report["possible_duplicates"],
            ),
        ),
        ("rejected", ngettext("{count} rejected", "{count} rejected", report["rejected"])),
        ("skipped", ngettext("{count} left out", "{count} left out", report["skipped"])),
    ):
        yield name, report[name], text.format(count=report[name])
