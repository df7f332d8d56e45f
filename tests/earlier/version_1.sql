-- What the first version of the program wrote: three batches, one after the other.

-- batch: A small network
INSERT INTO organisation (id, uid, version, created_at, updated_at, name, folded_name, sort_key, classification, parent_id, area, website, founding_date, dissolution_date, note, custom) VALUES
 (1, 'o-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Företagarna', 'foretagarna', 'f}retagarna  caaaaaaaaaa', 'interest_organisation', NULL, 'Stockholm', 'https://www.foretagarna.se', '1905', NULL, 'Småföretag', '{"members": 60000}'),
 (2, 'o-2', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Avesta kommun', 'avesta kommun', 'avesta!kommun  c', 'municipality', 1, 'Dalarna', NULL, NULL, NULL, NULL, '{}');
INSERT INTO person (id, uid, version, created_at, updated_at, name, folded_name, sort_key, given_name, family_name, honorific_prefix, language, note, custom) VALUES
 (1, 'p-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Günther Mårder', 'gunther marder', 'gynther!m{rder  caaaaaaac', 'Günther', 'Mårder', NULL, 'sv', 'Plays chess', '{"diet": "vegetarian"}'),
 (2, 'p-2', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Anna-Lena Ek', 'anna-lena ek', 'anna"Blena!ek  caaaacaaac', 'Anna-Lena', 'Ek', 'Dr', NULL, NULL, '{}'),
 (3, 'p-3', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Bo Deleted', 'bo deleted', 'bo!deleted  caac', NULL, NULL, NULL, NULL, NULL, '{}');
INSERT INTO other_name (id, name, folded_name, sort_key, person_id, organisation_id, topic_id, start_date, end_date, note) VALUES
 (1, 'Anna-Lena Nordström', 'anna-lena nordstrom', 'anna"Blena!nordstr}m  caaaacaaac', 2, NULL, NULL, NULL, '2010', 'before she married');
INSERT INTO post (id, uid, version, created_at, updated_at, name, folded_name, sort_key, role, organisation_id, note) VALUES
 (1, 's-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Näringslivschef', 'naringslivschef', 'n|ringslivschef  c', 'head of business', 2, NULL);
INSERT INTO membership (id, uid, version, created_at, updated_at, person_id, organisation_id, post_id, role, start_date, end_date, "primary", note) VALUES
 (1, 'm-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 1, 1, NULL, 'chief executive', '2015', NULL, 1, NULL),
 (2, 'm-2', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 2, 2, 1, NULL, '2018-03', '2019-12-31', 1, 'on leave'),
 (3, 'm-3', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 3, 2, NULL, 'clerk', NULL, NULL, 0, NULL);
INSERT INTO contact_detail (id, person_id, organisation_id, membership_id, type, value, match_key, label, note, valid_from, valid_until) VALUES
 (1, NULL, NULL, 1, 'email', 'gunther.marder@foretagarna.se', 'gunther.marder@foretagarna.se', 'work', NULL, NULL, NULL),
 (2, 1, NULL, NULL, 'phone', '+46701234567', '+46701234567', 'mobile', NULL, NULL, NULL),
 (3, NULL, 2, NULL, 'address', 'Kungsgatan 1, Avesta', 'kungsgatan 1, avesta', NULL, 'entrance at the back', NULL, NULL),
 (4, 3, NULL, NULL, 'email', 'bo@example.com', 'bo@example.com', NULL, NULL, NULL, NULL);
INSERT INTO identifier (id, organisation_id, scheme, identifier) VALUES (1, 1, 'orgnr', '802000-1858');
INSERT INTO tag (id, uid, version, created_at, updated_at, name, folded_name, sort_key) VALUES
 (1, 'tag-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'energy', 'energy', 'energy');
INSERT INTO tagging (id, tag_id, person_id, organisation_id, interaction_id, collaboration_id) VALUES (1, 1, 1, NULL, NULL, NULL);
INSERT INTO topic (id, uid, version, created_at, updated_at, name, folded_name, sort_key, parent_id, note) VALUES
 (1, 't-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Skills', 'skills', 'skills  c', NULL, 'and training');
INSERT INTO relationship (id, uid, version, created_at, updated_at, type, reverse_type, from_person_id, to_person_id, from_organisation_id, to_organisation_id, start_date, end_date, note) VALUES
 (1, 'r-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'mentor', 'mentee', 1, 2, NULL, NULL, '2017', NULL, NULL);
INSERT INTO assessment (id, uid, version, created_at, updated_at, person_id, organisation_id, date, influence, interest, stance, reason) VALUES
 (1, 'a-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', NULL, 1, '2019-04-11', 5, 4, 'supports', 'Asked for it in public');
INSERT INTO interaction (id, uid, version, created_at, updated_at, kind, status, subject, starts_at, ends_at, place, details, atmosphere, reference, source, custom) VALUES
 (1, 'i-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'meeting', 'held', 'Round table', '2019-04-10T09:00', '2019-04-10T10:00', 'Rosenbad', 'Many **questions**', 'warm', 'N2019/01234', NULL, '{}');
INSERT INTO participant (id, interaction_id, person_id, organisation_id, membership_id, role, organisation_name, attendance, function) VALUES
 (1, 1, 1, 1, 1, 'chief executive', 'Företagarna', 'attended', 'chair'),
 (2, 1, 2, NULL, NULL, NULL, NULL, 'absent', NULL);
INSERT INTO interaction_topic (id, interaction_id, topic_id) VALUES (1, 1, 1);
INSERT INTO statement (id, interaction_id, person_id, organisation_id, topic_id, stance, text) VALUES (1, 1, 1, NULL, 1, 'asks', 'We need welders.');
INSERT INTO collaboration (id, uid, version, created_at, updated_at, title, purpose, lead, status, agreed_on, review_on, custom) VALUES
 (1, 'c-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Branch council', 'Skills', 'Kerstin', 'active', '2019', '2020', '{}');
INSERT INTO collaboration_organisation (id, collaboration_id, organisation_id) VALUES (1, 1, 1);
INSERT INTO document (id, uid, version, created_at, updated_at, interaction_id, organisation_id, collaboration_id, title, location, sha256) VALUES
 (1, 'd-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 1, NULL, NULL, 'Minutes', 'minutes.pdf', NULL);
INSERT INTO follow_up (id, uid, version, created_at, updated_at, title, direction, owner, due_date, status, done_on, priority, organisation_id, person_id, interaction_id, collaboration_id, quote, repeats, custom) VALUES
 (1, 'f-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Send the figures', 'ours', 'Kerstin', '2019-07-02', 'open', NULL, 'high', 1, 1, 1, 1, 'We promised', NULL, '{}');
INSERT INTO contact_list (id, uid, version, created_at, updated_at, name, folded_name, sort_key, query, note) VALUES
 (1, 'l-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'Christmas cards', 'christmas cards', 'christmas!cards  c', NULL, NULL);
INSERT INTO contact_list_member (id, contact_list_id, person_id, organisation_id) VALUES (1, 1, 1, NULL);
INSERT INTO custom_field (id, uid, version, created_at, updated_at, key, label, type, choices, applies_to, position, note) VALUES
 (1, 'u-1', 1, '2019-04-11T08:00:00Z', '2019-04-11T08:00:00Z', 'diet', 'Diet', 'text', '[]', '["person"]', 1, NULL);
INSERT INTO distinct_pair (id, kind, first_id, second_id) VALUES (1, 'person', 1, 2);

-- batch: Some changes
UPDATE person SET note = 'Plays chess and go', version = 2, updated_at = '2019-04-12T08:00:00Z' WHERE id = 1;
UPDATE interaction SET place = 'Harpsund', version = 2, updated_at = '2019-04-12T08:00:00Z' WHERE id = 1;
UPDATE contact_list SET note = 'Before 1 December', version = 2, updated_at = '2019-04-12T08:00:00Z' WHERE id = 1;

-- batch: Delete Bo Deleted
DELETE FROM contact_detail WHERE id = 4;
DELETE FROM membership WHERE id = 3;
DELETE FROM person WHERE id = 3;
