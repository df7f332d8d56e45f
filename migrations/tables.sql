CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE batch (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at VARCHAR(20) NOT NULL,
	actor VARCHAR(200) NOT NULL,
	description VARCHAR(500) NOT NULL,
	undoes_id INTEGER,
	CONSTRAINT fk_batch_undoes_id FOREIGN KEY(undoes_id) REFERENCES batch (id)
);
CREATE INDEX ix_batch_undoes_id ON batch (undoes_id);
CREATE TABLE collaboration (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	title VARCHAR(300) NOT NULL,
	purpose VARCHAR,
	lead VARCHAR(300),
	status VARCHAR(20) NOT NULL,
	agreed_on VARCHAR(10),
	review_on VARCHAR(10),
	custom JSON NOT NULL,
	CONSTRAINT ck_collaboration_status_known CHECK (status IN ('proposed', 'agreed', 'active', 'paused', 'ended')),
	CONSTRAINT uq_collaboration_uid UNIQUE (uid)
);
CREATE INDEX ix_collaboration_review_on ON collaboration (review_on);
CREATE INDEX ix_collaboration_status ON collaboration (status);
CREATE TABLE contact_list (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	"query" VARCHAR(2000),
	note VARCHAR, condition VARCHAR(2000), about VARCHAR(20),
	CONSTRAINT uq_contact_list_folded_name UNIQUE (folded_name),
	CONSTRAINT uq_contact_list_uid UNIQUE (uid)
);
CREATE INDEX ix_contact_list_sort_key ON contact_list (sort_key);
CREATE TABLE current_batch (
	id INTEGER NOT NULL,
	batch_id INTEGER,
	CONSTRAINT pk_current_batch PRIMARY KEY (id)
);
CREATE TABLE custom_field (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	"key" VARCHAR(60) NOT NULL,
	label VARCHAR(300) NOT NULL,
	type VARCHAR(20) NOT NULL,
	choices JSON NOT NULL,
	applies_to JSON NOT NULL,
	position INTEGER NOT NULL,
	note VARCHAR,
	CONSTRAINT ck_custom_field_type_known CHECK (type IN ('text', 'number', 'date', 'yes/no', 'choice')),
	CONSTRAINT uq_custom_field_key UNIQUE ("key"),
	CONSTRAINT uq_custom_field_uid UNIQUE (uid)
);
CREATE TABLE distinct_pair (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	kind VARCHAR(20) NOT NULL,
	first_id INTEGER NOT NULL,
	second_id INTEGER NOT NULL,
	CONSTRAINT uq_distinct_pair_kind_first_id_second_id UNIQUE (kind, first_id, second_id)
);
CREATE TABLE interaction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	status VARCHAR(20) NOT NULL,
	subject VARCHAR(300) NOT NULL,
	starts_at VARCHAR(16) NOT NULL,
	ends_at VARCHAR(16),
	place VARCHAR(300),
	details VARCHAR,
	atmosphere VARCHAR(300),
	reference VARCHAR(300),
	source VARCHAR(2000),
	custom JSON NOT NULL, thread VARCHAR(255),
	CONSTRAINT ck_interaction_kind_known CHECK (kind IN ('meeting', 'call', 'email', 'letter', 'visit', 'seminar', 'note')),
	CONSTRAINT ck_interaction_status_known CHECK (status IN ('planned', 'held', 'cancelled')),
	CONSTRAINT uq_interaction_uid UNIQUE (uid)
);
CREATE INDEX ix_interaction_order ON interaction (starts_at, id);
CREATE INDEX ix_interaction_status ON interaction (status, starts_at);
CREATE TABLE organisation (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	classification VARCHAR(40) NOT NULL,
	parent_id INTEGER,
	area VARCHAR(300),
	website VARCHAR(2000),
	founding_date VARCHAR(10),
	dissolution_date VARCHAR(10),
	note VARCHAR,
	custom JSON NOT NULL,
	CONSTRAINT ck_organisation_classification_known CHECK (classification IN ('ministry', 'agency', 'state_company', 'municipality', 'region', 'interest_organisation', 'network', 'company', 'education', 'media', 'other')),
	CONSTRAINT fk_organisation_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id),
	CONSTRAINT uq_organisation_uid UNIQUE (uid)
);
CREATE INDEX ix_organisation_classification ON organisation (classification);
CREATE INDEX ix_organisation_folded_name ON organisation (folded_name);
CREATE INDEX ix_organisation_sort_key ON organisation (sort_key);
CREATE TABLE person (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	given_name VARCHAR(300),
	family_name VARCHAR(300),
	honorific_prefix VARCHAR(300),
	language VARCHAR(35),
	note VARCHAR,
	custom JSON NOT NULL,
	CONSTRAINT uq_person_uid UNIQUE (uid)
);
CREATE INDEX ix_person_folded_name ON person (folded_name);
CREATE INDEX ix_person_sort_key ON person (sort_key);
CREATE TABLE setting (
	"key" VARCHAR(60) NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE tag (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	CONSTRAINT uq_tag_folded_name UNIQUE (folded_name),
	CONSTRAINT uq_tag_uid UNIQUE (uid)
);
CREATE INDEX ix_tag_sort_key ON tag (sort_key);
CREATE TABLE topic (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	parent_id INTEGER,
	note VARCHAR,
	CONSTRAINT fk_topic_parent_id FOREIGN KEY(parent_id) REFERENCES topic (id),
	CONSTRAINT uq_topic_folded_name UNIQUE (folded_name),
	CONSTRAINT uq_topic_uid UNIQUE (uid)
);
CREATE INDEX ix_topic_parent_id ON topic (parent_id);
CREATE INDEX ix_topic_sort_key ON topic (sort_key);
CREATE TABLE assessment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	date VARCHAR(10) NOT NULL,
	influence INTEGER,
	interest INTEGER,
	stance VARCHAR(20),
	reason VARCHAR,
	CONSTRAINT ck_assessment_stance_known CHECK (stance IN ('supports', 'opposes', 'neutral', 'asks')),
	CONSTRAINT ck_assessment_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT ck_assessment_influence_range CHECK (influence BETWEEN 1 AND 5),
	CONSTRAINT ck_assessment_interest_range CHECK (interest BETWEEN 1 AND 5),
	CONSTRAINT fk_assessment_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_assessment_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT uq_assessment_uid UNIQUE (uid)
);
CREATE INDEX ix_assessment_organisation_id ON assessment (organisation_id);
CREATE INDEX ix_assessment_person_id ON assessment (person_id);
CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	batch_id INTEGER NOT NULL,
	table_name VARCHAR(40) NOT NULL,
	row_id INTEGER NOT NULL,
	operation VARCHAR(10) NOT NULL,
	"before" VARCHAR,
	"after" VARCHAR, last_row_id INTEGER, before_person_id INTEGER, before_organisation_id INTEGER, before_interaction_id INTEGER, before_collaboration_id INTEGER, before_membership_id INTEGER, before_topic_id INTEGER, before_contact_list_id INTEGER,
	CONSTRAINT fk_change_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
);
CREATE INDEX ix_change_batch_id ON change (batch_id);
CREATE INDEX ix_change_row ON change (table_name, row_id, id);
CREATE TABLE collaboration_organisation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	collaboration_id INTEGER NOT NULL,
	organisation_id INTEGER NOT NULL,
	CONSTRAINT fk_collaboration_organisation_collaboration_id FOREIGN KEY(collaboration_id) REFERENCES collaboration (id),
	CONSTRAINT fk_collaboration_organisation_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT uq_collaboration_organisation_collaboration_id_organisation_id UNIQUE (collaboration_id, organisation_id)
);
CREATE INDEX ix_collaboration_organisation_organisation_id ON collaboration_organisation (organisation_id);
CREATE TABLE contact_list_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contact_list_id INTEGER NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	CONSTRAINT ck_contact_list_member_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_contact_list_member_contact_list_id FOREIGN KEY(contact_list_id) REFERENCES contact_list (id),
	CONSTRAINT fk_contact_list_member_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_contact_list_member_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT uq_contact_list_member_contact_list_id_organisation_id UNIQUE (contact_list_id, organisation_id),
	CONSTRAINT uq_contact_list_member_contact_list_id_person_id UNIQUE (contact_list_id, person_id)
);
CREATE INDEX ix_contact_list_member_organisation_id ON contact_list_member (organisation_id);
CREATE INDEX ix_contact_list_member_person_id ON contact_list_member (person_id);
CREATE TABLE document (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	interaction_id INTEGER,
	organisation_id INTEGER,
	collaboration_id INTEGER,
	title VARCHAR(300) NOT NULL,
	location VARCHAR(2000) NOT NULL,
	sha256 VARCHAR(64),
	CONSTRAINT ck_document_one_owner CHECK ((CASE WHEN interaction_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN collaboration_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_document_collaboration_id FOREIGN KEY(collaboration_id) REFERENCES collaboration (id),
	CONSTRAINT fk_document_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_document_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT uq_document_uid UNIQUE (uid)
);
CREATE INDEX ix_document_collaboration_id ON document (collaboration_id);
CREATE INDEX ix_document_interaction_id ON document (interaction_id);
CREATE INDEX ix_document_organisation_id ON document (organisation_id);
CREATE TABLE follow_up (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	title VARCHAR(300) NOT NULL,
	direction VARCHAR(20) NOT NULL,
	owner VARCHAR(300),
	due_date VARCHAR(10),
	status VARCHAR(20) NOT NULL,
	done_on VARCHAR(10),
	priority VARCHAR(20) NOT NULL,
	organisation_id INTEGER,
	person_id INTEGER,
	interaction_id INTEGER,
	collaboration_id INTEGER,
	quote VARCHAR,
	repeats VARCHAR(40),
	custom JSON NOT NULL,
	CONSTRAINT ck_follow_up_direction_known CHECK (direction IN ('ours', 'theirs', 'joint')),
	CONSTRAINT ck_follow_up_priority_known CHECK (priority IN ('low', 'normal', 'high')),
	CONSTRAINT ck_follow_up_status_known CHECK (status IN ('open', 'waiting', 'done', 'cancelled')),
	CONSTRAINT fk_follow_up_collaboration_id FOREIGN KEY(collaboration_id) REFERENCES collaboration (id),
	CONSTRAINT fk_follow_up_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_follow_up_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_follow_up_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT uq_follow_up_uid UNIQUE (uid)
);
CREATE INDEX ix_follow_up_collaboration_id ON follow_up (collaboration_id);
CREATE INDEX ix_follow_up_due ON follow_up (status, due_date);
CREATE INDEX ix_follow_up_interaction_id ON follow_up (interaction_id);
CREATE INDEX ix_follow_up_organisation_id ON follow_up (organisation_id);
CREATE INDEX ix_follow_up_owner ON follow_up (owner);
CREATE INDEX ix_follow_up_person_id ON follow_up (person_id);
CREATE TABLE identifier (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	organisation_id INTEGER NOT NULL,
	scheme VARCHAR(40) NOT NULL,
	identifier VARCHAR(100) NOT NULL,
	CONSTRAINT fk_identifier_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT uq_identifier_organisation_id_scheme_identifier UNIQUE (organisation_id, scheme, identifier)
);
CREATE INDEX ix_identifier_identifier ON identifier (identifier);
CREATE TABLE interaction_topic (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	interaction_id INTEGER NOT NULL,
	topic_id INTEGER NOT NULL,
	CONSTRAINT fk_interaction_topic_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_interaction_topic_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id),
	CONSTRAINT uq_interaction_topic_interaction_id_topic_id UNIQUE (interaction_id, topic_id)
);
CREATE INDEX ix_interaction_topic_topic_id ON interaction_topic (topic_id);
CREATE TABLE other_name (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER,
	organisation_id INTEGER,
	topic_id INTEGER,
	start_date VARCHAR(10),
	end_date VARCHAR(10),
	note VARCHAR,
	CONSTRAINT ck_other_name_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN topic_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_other_name_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_other_name_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_other_name_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id)
);
CREATE INDEX ix_other_name_folded_name ON other_name (folded_name);
CREATE INDEX ix_other_name_organisation_id ON other_name (organisation_id);
CREATE INDEX ix_other_name_person_id ON other_name (person_id);
CREATE INDEX ix_other_name_sort_key ON other_name (sort_key);
CREATE INDEX ix_other_name_topic_id ON other_name (topic_id);
CREATE TABLE post (
	name VARCHAR(300) NOT NULL,
	folded_name VARCHAR NOT NULL,
	sort_key VARCHAR NOT NULL,
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	role VARCHAR(300),
	organisation_id INTEGER NOT NULL,
	note VARCHAR,
	CONSTRAINT fk_post_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT uq_post_uid UNIQUE (uid)
);
CREATE INDEX ix_post_folded_name ON post (folded_name);
CREATE INDEX ix_post_organisation_id ON post (organisation_id);
CREATE INDEX ix_post_sort_key ON post (sort_key);
CREATE TABLE relationship (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	type VARCHAR(100) NOT NULL,
	reverse_type VARCHAR(100) NOT NULL,
	from_person_id INTEGER,
	to_person_id INTEGER,
	from_organisation_id INTEGER,
	to_organisation_id INTEGER,
	start_date VARCHAR(10),
	end_date VARCHAR(10),
	note VARCHAR,
	CONSTRAINT ck_relationship_like_to_like CHECK ((from_person_id IS NOT NULL AND to_person_id IS NOT NULL AND from_organisation_id IS NULL AND to_organisation_id IS NULL) OR (from_person_id IS NULL AND to_person_id IS NULL AND from_organisation_id IS NOT NULL AND to_organisation_id IS NOT NULL)),
	CONSTRAINT fk_relationship_from_organisation_id FOREIGN KEY(from_organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_relationship_from_person_id FOREIGN KEY(from_person_id) REFERENCES person (id),
	CONSTRAINT fk_relationship_to_organisation_id FOREIGN KEY(to_organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_relationship_to_person_id FOREIGN KEY(to_person_id) REFERENCES person (id),
	CONSTRAINT uq_relationship_uid UNIQUE (uid)
);
CREATE INDEX ix_relationship_from_organisation_id ON relationship (from_organisation_id);
CREATE INDEX ix_relationship_from_person_id ON relationship (from_person_id);
CREATE INDEX ix_relationship_to_organisation_id ON relationship (to_organisation_id);
CREATE INDEX ix_relationship_to_person_id ON relationship (to_person_id);
CREATE TABLE statement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	interaction_id INTEGER NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	topic_id INTEGER,
	stance VARCHAR(20),
	text VARCHAR NOT NULL,
	CONSTRAINT ck_statement_stance_known CHECK (stance IN ('supports', 'opposes', 'neutral', 'asks')),
	CONSTRAINT fk_statement_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_statement_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_statement_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_statement_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id)
);
CREATE INDEX ix_statement_interaction_id ON statement (interaction_id);
CREATE INDEX ix_statement_organisation_id ON statement (organisation_id);
CREATE INDEX ix_statement_person_id ON statement (person_id);
CREATE INDEX ix_statement_topic_id ON statement (topic_id);
CREATE TABLE tagging (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	tag_id INTEGER NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	interaction_id INTEGER,
	collaboration_id INTEGER,
	CONSTRAINT ck_tagging_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN interaction_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN collaboration_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_tagging_collaboration_id FOREIGN KEY(collaboration_id) REFERENCES collaboration (id),
	CONSTRAINT fk_tagging_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_tagging_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_tagging_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_tagging_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id),
	CONSTRAINT uq_tagging_tag_id_collaboration_id UNIQUE (tag_id, collaboration_id),
	CONSTRAINT uq_tagging_tag_id_interaction_id UNIQUE (tag_id, interaction_id),
	CONSTRAINT uq_tagging_tag_id_organisation_id UNIQUE (tag_id, organisation_id),
	CONSTRAINT uq_tagging_tag_id_person_id UNIQUE (tag_id, person_id)
);
CREATE INDEX ix_tagging_collaboration_id ON tagging (collaboration_id);
CREATE INDEX ix_tagging_interaction_id ON tagging (interaction_id);
CREATE INDEX ix_tagging_organisation_id ON tagging (organisation_id);
CREATE INDEX ix_tagging_person_id ON tagging (person_id);
CREATE TABLE membership (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	uid VARCHAR(255) NOT NULL,
	version INTEGER NOT NULL,
	created_at VARCHAR(20) NOT NULL,
	updated_at VARCHAR(20) NOT NULL,
	person_id INTEGER NOT NULL,
	organisation_id INTEGER NOT NULL,
	post_id INTEGER,
	role VARCHAR(300),
	start_date VARCHAR(10),
	end_date VARCHAR(10),
	"primary" BOOLEAN NOT NULL,
	note VARCHAR,
	CONSTRAINT fk_membership_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_membership_post_id FOREIGN KEY(post_id) REFERENCES post (id),
	CONSTRAINT uq_membership_uid UNIQUE (uid)
);
CREATE INDEX ix_membership_organisation_id ON membership (organisation_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE TABLE contact_detail (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER,
	organisation_id INTEGER,
	membership_id INTEGER,
	type VARCHAR(20) NOT NULL,
	value VARCHAR(2000) NOT NULL,
	match_key VARCHAR(2000) NOT NULL,
	label VARCHAR(100),
	note VARCHAR,
	valid_from VARCHAR(10),
	valid_until VARCHAR(10),
	CONSTRAINT ck_contact_detail_type_known CHECK (type IN ('email', 'phone', 'address', 'link')),
	CONSTRAINT ck_contact_detail_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN membership_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_contact_detail_membership_id FOREIGN KEY(membership_id) REFERENCES membership (id),
	CONSTRAINT fk_contact_detail_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_contact_detail_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_contact_detail_match ON contact_detail (type, match_key);
CREATE TABLE participant (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	interaction_id INTEGER NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	membership_id INTEGER,
	role VARCHAR(300),
	organisation_name VARCHAR(300),
	attendance VARCHAR(20) NOT NULL,
	function VARCHAR(100),
	CONSTRAINT ck_participant_attendance_known CHECK (attendance IN ('invited', 'accepted', 'declined', 'attended', 'absent')),
	CONSTRAINT ck_participant_some_party CHECK (person_id IS NOT NULL OR organisation_id IS NOT NULL),
	CONSTRAINT fk_participant_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_participant_membership_id FOREIGN KEY(membership_id) REFERENCES membership (id),
	CONSTRAINT fk_participant_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_participant_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_participant_interaction_id ON participant (interaction_id);
CREATE INDEX ix_participant_membership_id ON participant (membership_id);
CREATE INDEX ix_participant_organisation_id ON participant (organisation_id);
CREATE INDEX ix_participant_person_id ON participant (person_id);
CREATE INDEX ix_interaction_thread ON interaction (thread);
CREATE TABLE imported_file (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	batch_id INTEGER NOT NULL,
	name VARCHAR(300) NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	format VARCHAR(40) NOT NULL,
	source VARCHAR(2000),
	read_at VARCHAR(20) NOT NULL,
	CONSTRAINT fk_imported_file_batch_id FOREIGN KEY(batch_id) REFERENCES batch (id)
);
CREATE INDEX ix_imported_file_batch_id ON imported_file (batch_id);
CREATE INDEX ix_imported_file_sha256 ON imported_file (sha256);
CREATE TABLE record_source (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	imported_file_id INTEGER NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	interaction_id INTEGER,
	contact_list_id INTEGER,
	line INTEGER NOT NULL,
	fields VARCHAR(2000) NOT NULL,
	revision VARCHAR(60),
	CONSTRAINT ck_record_source_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN interaction_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_list_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_record_source_imported_file_id FOREIGN KEY(imported_file_id) REFERENCES imported_file (id),
	CONSTRAINT fk_record_source_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT fk_record_source_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_record_source_interaction_id FOREIGN KEY(interaction_id) REFERENCES interaction (id),
	CONSTRAINT fk_record_source_contact_list_id FOREIGN KEY(contact_list_id) REFERENCES contact_list (id)
);
CREATE INDEX ix_record_source_imported_file_id ON record_source (imported_file_id);
CREATE TABLE column_mapping (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	fingerprint VARCHAR(64) NOT NULL,
	mapping JSON NOT NULL,
	CONSTRAINT uq_column_mapping_fingerprint UNIQUE (fingerprint)
);
CREATE TABLE import_decision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	kind VARCHAR(20) NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	decision VARCHAR(10) NOT NULL,
	person_id INTEGER,
	organisation_id INTEGER,
	CONSTRAINT ck_import_decision_decision_known CHECK (decision IN ('same', 'different', 'skip')),
	CONSTRAINT fk_import_decision_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_import_decision_person_id FOREIGN KEY(person_id) REFERENCES person (id),
	CONSTRAINT uq_import_decision_kind_fingerprint UNIQUE (kind, fingerprint)
);
CREATE INDEX ix_import_decision_person_id ON import_decision (person_id);
CREATE INDEX ix_import_decision_organisation_id ON import_decision (organisation_id);
CREATE TABLE preserved_property (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER,
	organisation_id INTEGER,
	position INTEGER NOT NULL,
	content VARCHAR NOT NULL,
	CONSTRAINT ck_preserved_property_one_owner CHECK ((CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END) = 1),
	CONSTRAINT fk_preserved_property_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_preserved_property_person_id FOREIGN KEY(person_id) REFERENCES person (id)
);
CREATE INDEX ix_preserved_property_person_id ON preserved_property (person_id);
CREATE INDEX ix_preserved_property_organisation_id ON preserved_property (organisation_id);
CREATE INDEX ix_contact_detail_person_id ON contact_detail (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_contact_detail_organisation_id ON contact_detail (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX ix_contact_detail_membership_id ON contact_detail (membership_id) WHERE membership_id IS NOT NULL;
CREATE INDEX ix_record_source_person_id ON record_source (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_record_source_organisation_id ON record_source (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX ix_record_source_interaction_id ON record_source (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX ix_record_source_contact_list_id ON record_source (contact_list_id) WHERE contact_list_id IS NOT NULL;
CREATE INDEX ix_membership_post_id ON membership (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX ix_organisation_parent_id ON organisation (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX ix_change_before_person_id ON change (before_person_id) WHERE before_person_id IS NOT NULL;
CREATE INDEX ix_change_before_organisation_id ON change (before_organisation_id) WHERE before_organisation_id IS NOT NULL;
CREATE INDEX ix_change_before_interaction_id ON change (before_interaction_id) WHERE before_interaction_id IS NOT NULL;
CREATE INDEX ix_change_before_collaboration_id ON change (before_collaboration_id) WHERE before_collaboration_id IS NOT NULL;
CREATE INDEX ix_change_before_membership_id ON change (before_membership_id) WHERE before_membership_id IS NOT NULL;
CREATE INDEX ix_change_before_topic_id ON change (before_topic_id) WHERE before_topic_id IS NOT NULL;
CREATE INDEX ix_change_before_contact_list_id ON change (before_contact_list_id) WHERE before_contact_list_id IS NOT NULL;
INSERT INTO alembic_version VALUES ('0003');
PRAGMA application_id=1398893942;
PRAGMA user_version=3;
