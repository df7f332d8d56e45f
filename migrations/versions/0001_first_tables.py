"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes_id"], ["batch.id"], name=op.f("fk_batch_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_batch_undoes_id"), "batch", ["undoes_id"], unique=False)
    op.create_table(
        "collaboration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("lead", sa.String(length=300), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("agreed_on", sa.String(length=10), nullable=True),
        sa.Column("review_on", sa.String(length=10), nullable=True),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'agreed', 'active', 'paused', 'ended')",
            name=op.f("ck_collaboration_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaboration")),
        sa.UniqueConstraint("uid", name=op.f("uq_collaboration_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_collaboration_review_on"), "collaboration", ["review_on"], unique=False
    )
    op.create_index(op.f("ix_collaboration_status"), "collaboration", ["status"], unique=False)
    op.create_table(
        "contact_list",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("query", sa.String(length=2000), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_list")),
        sa.UniqueConstraint("folded_name", name=op.f("uq_contact_list_folded_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_contact_list_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_contact_list_folded_name"), "contact_list", ["folded_name"], unique=False
    )
    op.create_index(op.f("ix_contact_list_sort_key"), "contact_list", ["sort_key"], unique=False)
    op.create_table(
        "current_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_current_batch")),
    )
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("applies_to", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "type IN ('text', 'number', 'date', 'yes/no', 'choice')",
            name=op.f("ck_custom_field_type_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sa.UniqueConstraint("key", name=op.f("uq_custom_field_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_custom_field_uid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_pair")),
        sa.UniqueConstraint(
            "kind", "first_id", "second_id", name=op.f("uq_distinct_pair_kind_first_id_second_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("starts_at", sa.String(length=16), nullable=False),
        sa.Column("ends_at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=True),
        sa.Column("details", sa.String(), nullable=True),
        sa.Column("atmosphere", sa.String(length=300), nullable=True),
        sa.Column("reference", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=2000), nullable=True),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('meeting', 'call', 'email', 'letter', 'visit', 'seminar', 'note')",
            name=op.f("ck_interaction_kind_known"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'held', 'cancelled')", name=op.f("ck_interaction_status_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sa.UniqueConstraint("uid", name=op.f("uq_interaction_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_interaction_order", "interaction", ["starts_at", "id"], unique=False)
    op.create_index("ix_interaction_status", "interaction", ["status", "starts_at"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("classification", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=300), nullable=True),
        sa.Column("website", sa.String(length=2000), nullable=True),
        sa.Column("founding_date", sa.String(length=10), nullable=True),
        sa.Column("dissolution_date", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "classification IN ('ministry', 'agency', 'state_company', 'municipality', 'region', 'interest_organisation', 'network', 'company', 'education', 'media', 'other')",
            name=op.f("ck_organisation_classification_known"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_organisation_classification"), "organisation", ["classification"], unique=False
    )
    op.create_index(
        op.f("ix_organisation_folded_name"), "organisation", ["folded_name"], unique=False
    )
    op.create_index(op.f("ix_organisation_parent_id"), "organisation", ["parent_id"], unique=False)
    op.create_index(op.f("ix_organisation_sort_key"), "organisation", ["sort_key"], unique=False)
    op.create_table(
        "person",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("given_name", sa.String(length=300), nullable=True),
        sa.Column("family_name", sa.String(length=300), nullable=True),
        sa.Column("honorific_prefix", sa.String(length=300), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_folded_name"), "person", ["folded_name"], unique=False)
    op.create_index(op.f("ix_person_sort_key"), "person", ["sort_key"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "tag",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("folded_name", name=op.f("uq_tag_folded_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_tag_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tag_folded_name"), "tag", ["folded_name"], unique=False)
    op.create_index(op.f("ix_tag_sort_key"), "tag", ["sort_key"], unique=False)
    op.create_table(
        "topic",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["topic.id"], name=op.f("fk_topic_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("folded_name", name=op.f("uq_topic_folded_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_topic_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_topic_folded_name"), "topic", ["folded_name"], unique=False)
    op.create_index(op.f("ix_topic_parent_id"), "topic", ["parent_id"], unique=False)
    op.create_index(op.f("ix_topic_sort_key"), "topic", ["sort_key"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("influence", sa.Integer(), nullable=True),
        sa.Column("interest", sa.Integer(), nullable=True),
        sa.Column("stance", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "stance IN ('supports', 'opposes', 'neutral', 'asks')",
            name=op.f("ck_assessment_stance_known"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_assessment_one_owner"),
        ),
        sa.CheckConstraint("influence BETWEEN 1 AND 5", name=op.f("ck_assessment_influence_range")),
        sa.CheckConstraint("interest BETWEEN 1 AND 5", name=op.f("ck_assessment_interest_range")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_assessment_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assessment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("uid", name=op.f("uq_assessment_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_assessment_organisation_id"), "assessment", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_assessment_person_id"), "assessment", ["person_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("operation", sa.String(length=10), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_change_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_batch_id"), "change", ["batch_id"], unique=False)
    op.create_index("ix_change_row", "change", ["table_name", "row_id", "id"], unique=False)
    op.create_table(
        "collaboration_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name=op.f("fk_collaboration_organisation_collaboration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_collaboration_organisation_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaboration_organisation")),
        sa.UniqueConstraint(
            "collaboration_id",
            "organisation_id",
            name=op.f("uq_collaboration_organisation_collaboration_id_organisation_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_collaboration_organisation_organisation_id"),
        "collaboration_organisation",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "contact_list_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_list_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_contact_list_member_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_list_id"],
            ["contact_list.id"],
            name=op.f("fk_contact_list_member_contact_list_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contact_list_member_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_list_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_list_member")),
        sa.UniqueConstraint(
            "contact_list_id",
            "organisation_id",
            name=op.f("uq_contact_list_member_contact_list_id_organisation_id"),
        ),
        sa.UniqueConstraint(
            "contact_list_id",
            "person_id",
            name=op.f("uq_contact_list_member_contact_list_id_person_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_contact_list_member_organisation_id"),
        "contact_list_member",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contact_list_member_person_id"), "contact_list_member", ["person_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("location", sa.String(length=2000), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN interaction_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN collaboration_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_document_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_document_collaboration_id")
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_document_interaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_document_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("uid", name=op.f("uq_document_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_document_collaboration_id"), "document", ["collaboration_id"], unique=False
    )
    op.create_index(
        op.f("ix_document_interaction_id"), "document", ["interaction_id"], unique=False
    )
    op.create_index(
        op.f("ix_document_organisation_id"), "document", ["organisation_id"], unique=False
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("direction", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=True),
        sa.Column("due_date", sa.String(length=10), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("priority", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=True),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("repeats", sa.String(length=40), nullable=True),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "direction IN ('ours', 'theirs', 'joint')", name=op.f("ck_follow_up_direction_known")
        ),
        sa.CheckConstraint(
            "priority IN ('low', 'normal', 'high')", name=op.f("ck_follow_up_priority_known")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'waiting', 'done', 'cancelled')",
            name=op.f("ck_follow_up_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_follow_up_collaboration_id")
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_follow_up_interaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_follow_up_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("uid", name=op.f("uq_follow_up_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_follow_up_collaboration_id"), "follow_up", ["collaboration_id"], unique=False
    )
    op.create_index("ix_follow_up_due", "follow_up", ["status", "due_date"], unique=False)
    op.create_index(
        op.f("ix_follow_up_interaction_id"), "follow_up", ["interaction_id"], unique=False
    )
    op.create_index(
        op.f("ix_follow_up_organisation_id"), "follow_up", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_follow_up_owner"), "follow_up", ["owner"], unique=False)
    op.create_index(op.f("ix_follow_up_person_id"), "follow_up", ["person_id"], unique=False)
    op.create_table(
        "identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("identifier", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_identifier_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier")),
        sa.UniqueConstraint(
            "organisation_id",
            "scheme",
            "identifier",
            name=op.f("uq_identifier_organisation_id_scheme_identifier"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_identifier_identifier"), "identifier", ["identifier"], unique=False)
    op.create_table(
        "interaction_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_interaction_topic_interaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_interaction_topic_topic_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction_topic")),
        sa.UniqueConstraint(
            "interaction_id", "topic_id", name=op.f("uq_interaction_topic_interaction_id_topic_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_interaction_topic_topic_id"), "interaction_topic", ["topic_id"], unique=False
    )
    op.create_table(
        "other_name",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.String(length=10), nullable=True),
        sa.Column("end_date", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN topic_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_other_name_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_other_name_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_other_name_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_other_name_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_other_name_folded_name"), "other_name", ["folded_name"], unique=False)
    op.create_index(
        op.f("ix_other_name_organisation_id"), "other_name", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_other_name_person_id"), "other_name", ["person_id"], unique=False)
    op.create_index(op.f("ix_other_name_sort_key"), "other_name", ["sort_key"], unique=False)
    op.create_index(op.f("ix_other_name_topic_id"), "other_name", ["topic_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=300), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("uid", name=op.f("uq_post_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_post_folded_name"), "post", ["folded_name"], unique=False)
    op.create_index(op.f("ix_post_organisation_id"), "post", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_post_sort_key"), "post", ["sort_key"], unique=False)
    op.create_table(
        "relationship",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("type", sa.String(length=100), nullable=False),
        sa.Column("reverse_type", sa.String(length=100), nullable=False),
        sa.Column("from_person_id", sa.Integer(), nullable=True),
        sa.Column("to_person_id", sa.Integer(), nullable=True),
        sa.Column("from_organisation_id", sa.Integer(), nullable=True),
        sa.Column("to_organisation_id", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.String(length=10), nullable=True),
        sa.Column("end_date", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(from_person_id IS NOT NULL AND to_person_id IS NOT NULL AND from_organisation_id IS NULL AND to_organisation_id IS NULL) OR (from_person_id IS NULL AND to_person_id IS NULL AND from_organisation_id IS NOT NULL AND to_organisation_id IS NOT NULL)",
            name=op.f("ck_relationship_like_to_like"),
        ),
        sa.ForeignKeyConstraint(
            ["from_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_relationship_from_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["from_person_id"], ["person.id"], name=op.f("fk_relationship_from_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_organisation_id"],
            ["organisation.id"],
            name=op.f("fk_relationship_to_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["person.id"], name=op.f("fk_relationship_to_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relationship")),
        sa.UniqueConstraint("uid", name=op.f("uq_relationship_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_relationship_from_organisation_id"),
        "relationship",
        ["from_organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_relationship_from_person_id"), "relationship", ["from_person_id"], unique=False
    )
    op.create_index(
        op.f("ix_relationship_to_organisation_id"),
        "relationship",
        ["to_organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_relationship_to_person_id"), "relationship", ["to_person_id"], unique=False
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("stance", sa.String(length=20), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "stance IN ('supports', 'opposes', 'neutral', 'asks')",
            name=op.f("ck_statement_stance_known"),
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_statement_interaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_statement_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_statement_person_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_statement_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_statement_interaction_id"), "statement", ["interaction_id"], unique=False
    )
    op.create_index(
        op.f("ix_statement_organisation_id"), "statement", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_statement_person_id"), "statement", ["person_id"], unique=False)
    op.create_index(op.f("ix_statement_topic_id"), "statement", ["topic_id"], unique=False)
    op.create_table(
        "tagging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN interaction_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN collaboration_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_tagging_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"], ["collaboration.id"], name=op.f("fk_tagging_collaboration_id")
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_tagging_interaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_tagging_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tagging_person_id")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_tagging_tag_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tagging")),
        sa.UniqueConstraint(
            "tag_id", "collaboration_id", name=op.f("uq_tagging_tag_id_collaboration_id")
        ),
        sa.UniqueConstraint(
            "tag_id", "interaction_id", name=op.f("uq_tagging_tag_id_interaction_id")
        ),
        sa.UniqueConstraint(
            "tag_id", "organisation_id", name=op.f("uq_tagging_tag_id_organisation_id")
        ),
        sa.UniqueConstraint("tag_id", "person_id", name=op.f("uq_tagging_tag_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_tagging_collaboration_id"), "tagging", ["collaboration_id"], unique=False
    )
    op.create_index(op.f("ix_tagging_interaction_id"), "tagging", ["interaction_id"], unique=False)
    op.create_index(
        op.f("ix_tagging_organisation_id"), "tagging", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_tagging_person_id"), "tagging", ["person_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(length=20), nullable=False),
        sa.Column("updated_at", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=300), nullable=True),
        sa.Column("start_date", sa.String(length=10), nullable=True),
        sa.Column("end_date", sa.String(length=10), nullable=True),
        sa.Column("primary", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_membership_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("uid", name=op.f("uq_membership_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_membership_organisation_id"), "membership", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_index(op.f("ix_membership_post_id"), "membership", ["post_id"], unique=False)
    op.create_table(
        "contact_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=2000), nullable=False),
        sa.Column("match_key", sa.String(length=2000), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_until", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "type IN ('email', 'phone', 'address', 'link')",
            name=op.f("ck_contact_detail_type_known"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN membership_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_contact_detail_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_contact_detail_membership_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contact_detail_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_detail_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_detail")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_contact_detail_match", "contact_detail", ["type", "match_key"], unique=False
    )
    op.create_index(
        op.f("ix_contact_detail_membership_id"), "contact_detail", ["membership_id"], unique=False
    )
    op.create_index(
        op.f("ix_contact_detail_organisation_id"),
        "contact_detail",
        ["organisation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contact_detail_person_id"), "contact_detail", ["person_id"], unique=False
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=300), nullable=True),
        sa.Column("organisation_name", sa.String(length=300), nullable=True),
        sa.Column("attendance", sa.String(length=20), nullable=False),
        sa.Column("function", sa.String(length=100), nullable=True),
        sa.CheckConstraint(
            "attendance IN ('invited', 'accepted', 'declined', 'attended', 'absent')",
            name=op.f("ck_participant_attendance_known"),
        ),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR organisation_id IS NOT NULL",
            name=op.f("ck_participant_some_party"),
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"], ["interaction.id"], name=op.f("fk_participant_interaction_id")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_participant_membership_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_participant_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participant_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_participant_interaction_id"), "participant", ["interaction_id"], unique=False
    )
    op.create_index(
        op.f("ix_participant_membership_id"), "participant", ["membership_id"], unique=False
    )
    op.create_index(
        op.f("ix_participant_organisation_id"), "participant", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_participant_person_id"), "participant", ["person_id"], unique=False)
