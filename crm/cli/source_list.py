"""Where a record comes from: the files that gave it its fields, as a table."""

from crm.cli.cells import moment
from crm.cli.output import Column, Listing
from crm.i18n import N_

SHOWN_HASH = 12

SOURCES = Listing(
    lambda row: str(row["batch"]),
    (
        Column("file", N_("File")),
        Column("line", N_("Line")),
        Column("fields", N_("Fields"), ", ".join),
        Column("read_at", N_("When"), moment),
        Column("actor", N_("Who")),
        Column("source", N_("Source")),
        Column("sha256", "SHA-256", lambda value: str(value)[:SHOWN_HASH]),
    ),
    ("file", "line", "fields", "revision", "sha256", "format", "source", "read_at", "actor"),
    N_("No file gave this; it was typed in."),
)
