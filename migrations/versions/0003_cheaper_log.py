"""Owners beside what the log says of a row, and indexes without what nobody looks for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OFTEN_EMPTY = {
    "contact_detail": ("person_id", "organisation_id", "membership_id"),
    "record_source": ("person_id", "organisation_id", "interaction_id", "contact_list_id"),
    "membership": ("post_id",),
    "organisation": ("parent_id",),
}
OWNERS = (
    *("person", "organisation", "interaction", "collaboration", "membership", "topic"),
    "contact_list",
)
UNIQUE_NAMES = ("tag", "topic", "contact_list")


def upgrade() -> None:
    for table, columns in OFTEN_EMPTY.items():
        for column in columns:
            _leave_out_empty(table, column)
    for owner in OWNERS:
        _note_in_log(f"before_{owner}_id")
    for table in UNIQUE_NAMES:
        op.drop_index(op.f(f"ix_{table}_folded_name"), table)


def _leave_out_empty(table: str, column: str) -> None:
    op.drop_index(op.f(f"ix_{table}_{column}"), table)
    _create_without_empty(table, column)


def _note_in_log(column: str) -> None:
    # The history had an index of this name on what it found in the row itself.
    op.drop_index(op.f(f"ix_change_{column}"), "change", if_exists=True)
    op.add_column("change", sa.Column(column, sa.Integer(), nullable=True))
    _create_without_empty("change", column)


def _create_without_empty(table: str, column: str) -> None:
    given = sa.text(f"{column} IS NOT NULL")
    name = op.f(f"ix_{table}_{column}")
    op.create_index(name, table, [column], sqlite_where=given, postgresql_where=given)
