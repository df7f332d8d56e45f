"""Sources of imported records, decisions, preserved properties, and inserts logged as ranges."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_columns()
    _create_imported_file()
    _create_record_source()
    _create_column_mapping()
    _create_import_decision()
    _create_preserved_property()


def _add_columns() -> None:
    op.add_column("change", sa.Column("last_row_id", sa.Integer(), nullable=True))
    op.add_column("interaction", sa.Column("thread", sa.String(length=255), nullable=True))
    op.create_index(op.f("ix_interaction_thread"), "interaction", ["thread"], unique=False)
    op.add_column("contact_list", sa.Column("condition", sa.String(length=2000), nullable=True))
    op.add_column("contact_list", sa.Column("about", sa.String(length=20), nullable=True))


def _create_imported_file() -> None:
    op.create_table(
        "imported_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=2000), nullable=True),
        sa.Column("read_at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_imported_file_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_imported_file_batch_id"), "imported_file", ["batch_id"])
    op.create_index(op.f("ix_imported_file_sha256"), "imported_file", ["sha256"])


def _create_record_source() -> None:
    owners = ("person", "organisation", "interaction", "contact_list")
    count = " + ".join(f"(CASE WHEN {owner}_id IS NULL THEN 0 ELSE 1 END)" for owner in owners)
    op.create_table(
        "record_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("imported_file_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{owner}_id", sa.Integer(), nullable=True) for owner in owners),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("fields", sa.String(length=2000), nullable=False),
        sa.Column("revision", sa.String(length=60), nullable=True),
        sa.CheckConstraint(f"{count} = 1", name=op.f("ck_record_source_one_owner")),
        sa.ForeignKeyConstraint(
            ["imported_file_id"],
            ["imported_file.id"],
            name=op.f("fk_record_source_imported_file_id"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_record_source_{owner}_id")
            )
            for owner in owners
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_source")),
        sqlite_autoincrement=True,
    )
    for column in ("imported_file_id", *(f"{owner}_id" for owner in owners)):
        op.create_index(op.f(f"ix_record_source_{column}"), "record_source", [column])


def _create_column_mapping() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_column_mapping_fingerprint")),
        sqlite_autoincrement=True,
    )


def _create_import_decision() -> None:
    op.create_table(
        "import_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('same', 'different', 'skip')",
            name=op.f("ck_import_decision_decision_known"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_import_decision_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_import_decision_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_decision")),
        sa.UniqueConstraint(
            "kind", "fingerprint", name=op.f("uq_import_decision_kind_fingerprint")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_import_decision_person_id"), "import_decision", ["person_id"])
    op.create_index(
        op.f("ix_import_decision_organisation_id"), "import_decision", ["organisation_id"]
    )


def _create_preserved_property() -> None:
    op.create_table(
        "preserved_property",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + "
            "(CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_preserved_property_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_preserved_property_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_preserved_property_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preserved_property")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_preserved_property_person_id"), "preserved_property", ["person_id"])
    op.create_index(
        op.f("ix_preserved_property_organisation_id"), "preserved_property", ["organisation_id"]
    )
