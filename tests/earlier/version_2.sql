-- What the second version wrote, in the book of the first: an import, and changes of the new columns.

-- batch: Import people.csv
INSERT INTO imported_file (id, batch_id, name, sha256, format, source, read_at) SELECT
 1, batch_id, 'people.csv', '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'csv', NULL, '2026-11-24T08:00:00Z' FROM current_batch;
INSERT INTO person (id, uid, version, created_at, updated_at, name, folded_name, sort_key, custom) VALUES
 (10, 'p-10', 1, '2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z', 'Cecilia Dal', 'cecilia dal', 'cecilia!dal  caaaaaaac', '{}'),
 (11, 'p-11', 1, '2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z', 'David Dal', 'david dal', 'david!dal  caaaaac', '{}'),
 (12, 'p-12', 1, '2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z', 'Eva Dal', 'eva dal', 'eva!dal  caaac', '{}');
INSERT INTO contact_detail (id, person_id, type, value, match_key) VALUES (10, 10, 'email', 'cecilia@example.com', 'cecilia@example.com');
INSERT INTO record_source (id, imported_file_id, person_id, line, fields, revision) VALUES
 (1, 1, 10, 2, 'name email', NULL), (2, 1, 11, 3, 'name', NULL), (3, 1, 12, 4, 'name', NULL);
INSERT INTO column_mapping (id, fingerprint, mapping) VALUES
 (1, '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', '{"Namn": "name"}');
INSERT INTO import_decision (id, kind, fingerprint, decision, person_id, organisation_id) VALUES
 (1, 'person', '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'different', NULL, NULL);
INSERT INTO preserved_property (id, person_id, organisation_id, position, content) VALUES (1, 10, NULL, 1, 'X-DIET:vegan');
-- Rows that came in together were logged as one range.
DELETE FROM change WHERE table_name = 'person' AND row_id >= 10;
INSERT INTO change (batch_id, table_name, row_id, last_row_id, operation) SELECT batch_id, 'person', 10, 12, 'insert' FROM current_batch;

-- batch: Changes of what is new
UPDATE interaction SET thread = '<1@example.com>' WHERE id = 1;
UPDATE contact_list SET condition = 'tag = energy', about = 'person' WHERE id = 1;
UPDATE person SET note = 'One of an import' WHERE id = 11;
