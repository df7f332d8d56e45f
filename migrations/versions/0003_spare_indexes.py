"""Indexes without the rows that leave their column empty, and none beside a unique one."""

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
UNIQUE_NAMES = ("tag", "topic", "contact_list")


def upgrade() -> None:
    for table, columns in OFTEN_EMPTY.items():
        for column in columns:
            _leave_out_empty(table, column)
    for table in UNIQUE_NAMES:
        op.drop_index(op.f(f"ix_{table}_folded_name"), table)


def _leave_out_empty(table: str, column: str) -> None:
    name = op.f(f"ix_{table}_{column}")
    given = sa.text(f"{column} IS NOT NULL")
    op.drop_index(name, table)
    op.create_index(name, table, [column], sqlite_where=given, postgresql_where=given)
