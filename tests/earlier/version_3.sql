-- What the third version wrote, in the book of the second, found by columns that may be empty.

-- batch: Import staff.vcf
INSERT INTO person (id, uid, version, created_at, updated_at, name, folded_name, sort_key, custom) VALUES
 (20, 'p-20', 1, '2026-11-28T08:00:00Z', '2026-11-28T08:00:00Z', 'Frida Dal', 'frida dal', 'frida!dal  caaaaac', '{}');
INSERT INTO contact_detail (id, person_id, type, value, match_key) VALUES (20, 20, 'email', 'frida@example.com', 'frida@example.com');
INSERT INTO record_source (id, imported_file_id, person_id, line, fields, revision) VALUES (20, 1, 20, 1, 'name email', NULL);
