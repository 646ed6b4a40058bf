-- SPDX-License-Identifier: GPL-3.0-or-later
-- The clinic's first schema. Dates are ISO text, moments milliseconds of UTC. Ids are never used twice (AUTOINCREMENT),
-- because the audit chain names rows by them.

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    role TEXT NOT NULL CHECK (role IN ('reader', 'annotator', 'clinician', 'admin')),
    hash TEXT NOT NULL DEFAULT '',
    disabled INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    last_failure INTEGER
) STRICT;

CREATE TABLE patient (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE CHECK (number <> ''),
    family TEXT NOT NULL DEFAULT '',
    given TEXT NOT NULL DEFAULT '',
    birth TEXT,
    sex TEXT NOT NULL DEFAULT '' CHECK (sex IN ('', 'female', 'male', 'other')),
    erased_at INTEGER,
    -- Folded for search: lower case, no accents.
    number_key TEXT NOT NULL DEFAULT '',
    family_key TEXT NOT NULL DEFAULT '',
    given_key TEXT NOT NULL DEFAULT '',
    search_key TEXT NOT NULL DEFAULT '',
    -- Summaries, kept by the program in the same transaction.
    open_wounds INTEGER NOT NULL DEFAULT 0,
    last_visit TEXT,
    last_area_cm2 REAL
) STRICT;
-- Holds all that a search looks at, so that one runs on the index alone, in the order of names.
CREATE INDEX patient_by_name ON patient (family_key, given_key, id, search_key, number_key);
CREATE INDEX patient_by_given ON patient (given_key);
CREATE INDEX patient_by_number ON patient (number_key);
CREATE INDEX patient_by_last_visit ON patient (last_visit, id);

CREATE TABLE wound (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    number INTEGER NOT NULL,
    site TEXT NOT NULL DEFAULT '',
    side TEXT NOT NULL DEFAULT '' CHECK (side IN ('', 'left', 'right', 'midline')),
    aetiology TEXT NOT NULL DEFAULT '',
    onset TEXT,
    closed TEXT,
    visits INTEGER NOT NULL DEFAULT 0,
    last_visit TEXT,
    last_area_cm2 REAL,
    UNIQUE (patient_id, number)
) STRICT;

CREATE TABLE visit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    wound_id INTEGER NOT NULL REFERENCES wound (id),
    date TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    removed_reason TEXT NOT NULL DEFAULT '',
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL,
    versions INTEGER NOT NULL DEFAULT 0,
    shown_id INTEGER REFERENCES analysis (id) DEFERRABLE INITIALLY DEFERRED,
    shown_accepted INTEGER NOT NULL DEFAULT 0,
    area_cm2 REAL,
    area_cm2_sd REAL
) STRICT;
CREATE INDEX visit_by_wound ON visit (wound_id, removed, date, id);

CREATE TABLE photo (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    given_sha256 TEXT NOT NULL,
    vault_sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    orientation INTEGER NOT NULL,
    taken_at TEXT,
    camera TEXT NOT NULL,
    warnings TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_by_visit ON photo (visit_id);
CREATE INDEX photo_by_given ON photo (given_sha256);
CREATE INDEX photo_by_vault ON photo (vault_sha256);

CREATE TABLE analysis (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('model', 'corrected', 'measured')),
    photo_id INTEGER NOT NULL REFERENCES photo (id),
    parent_id INTEGER REFERENCES analysis (id),
    reason TEXT NOT NULL,
    model_name TEXT NOT NULL,
    model_version TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    model_system TEXT NOT NULL,
    device TEXT NOT NULL,
    program TEXT NOT NULL,
    calibration_method TEXT NOT NULL,
    calibration TEXT NOT NULL,
    head_degrees REAL,
    mask_sha256 TEXT NOT NULL,
    confidence_sha256 TEXT,
    wound_mean_confidence REAL,
    low_confidence_share REAL,
    dice_to_model REAL,
    -- The total's figures as columns for lists and series; every opening in `figures`.
    area_px REAL NOT NULL,
    area_cm2 REAL,
    area_cm2_sd REAL,
    area_outline_cm2 REAL,
    perimeter_mm REAL,
    perimeter_mm_sd REAL,
    length_mm REAL,
    length_mm_sd REAL,
    width_mm REAL,
    width_mm_sd REAL,
    clock_length_mm REAL,
    clock_width_mm REAL,
    mm_per_pixel REAL,
    figures TEXT NOT NULL,
    warnings TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL,
    UNIQUE (visit_id, version)
) STRICT;
CREATE INDEX analysis_by_photo ON analysis (photo_id);
CREATE INDEX analysis_by_parent ON analysis (parent_id);
CREATE INDEX analysis_by_mask ON analysis (mask_sha256);
CREATE INDEX analysis_by_confidence ON analysis (confidence_sha256);

CREATE TABLE analysis_tissue (
    analysis_id INTEGER NOT NULL REFERENCES analysis (id),
    code INTEGER NOT NULL,
    share REAL NOT NULL,
    share_sd REAL NOT NULL,
    area_px REAL NOT NULL,
    area_cm2 REAL,
    PRIMARY KEY (analysis_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE acceptance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    analysis_id INTEGER NOT NULL REFERENCES analysis (id),
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX acceptance_by_visit ON acceptance (visit_id, id);
CREATE INDEX acceptance_by_analysis ON acceptance (analysis_id, id);

CREATE TABLE field_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    key TEXT NOT NULL,
    text TEXT NOT NULL,
    number REAL,
    unit TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX field_value_by_visit ON field_value (visit_id, key, id);

CREATE TABLE score (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    scale TEXT NOT NULL,
    version TEXT NOT NULL,
    answers TEXT NOT NULL,
    total INTEGER,
    prefilled TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX score_by_visit ON score (visit_id, scale, id);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    visit_id INTEGER NOT NULL REFERENCES visit (id),
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    retracts INTEGER UNIQUE REFERENCES event (id),
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_visit ON event (visit_id);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    patient_id INTEGER NOT NULL REFERENCES patient (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('care', 'teaching', 'research', 'publication')),
    given INTEGER NOT NULL,
    note TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX consent_by_patient ON consent (patient_id, purpose, id);

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    user_name TEXT NOT NULL,
    act TEXT NOT NULL,
    object TEXT NOT NULL,
    patient_id INTEGER NOT NULL,
    detail TEXT NOT NULL,
    record TEXT NOT NULL,
    personal_sha256 TEXT NOT NULL,
    blobs TEXT NOT NULL,
    program TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_object ON audit (object, seq);
CREATE INDEX audit_by_patient ON audit (patient_id, seq);

-- Personal text lies beside the chain, which holds only its salted hash: erasing it leaves the chain whole.
CREATE TABLE audit_text (
    seq INTEGER PRIMARY KEY REFERENCES audit (seq),
    patient_id INTEGER,
    visit_id INTEGER,
    salt TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX audit_text_by_patient ON audit_text (patient_id);
CREATE INDEX audit_text_by_visit ON audit_text (visit_id);

-- Vault files of an erased patient that are still to be removed.
CREATE TABLE doomed_file (sha256 TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Nothing of the record is overwritten or deleted, but for the rows of a patient who is being erased.
CREATE VIEW erased_visit AS
    SELECT visit.id AS id FROM visit JOIN wound ON wound.id = visit.wound_id JOIN patient ON patient.id = wound.patient_id
    WHERE patient.erased_at IS NOT NULL;

CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_text_fixed BEFORE UPDATE ON audit_text BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_text_kept BEFORE DELETE ON audit_text
    WHEN NOT EXISTS (SELECT 1 FROM patient WHERE id = OLD.patient_id AND erased_at IS NOT NULL)
     AND NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER patient_kept BEFORE DELETE ON patient BEGIN SELECT RAISE(ABORT, 'patients are never deleted'); END;
CREATE TRIGGER patient_stays_erased BEFORE UPDATE ON patient WHEN OLD.erased_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'an erased patient stays as it is'); END;
CREATE TRIGGER user_kept BEFORE DELETE ON user BEGIN SELECT RAISE(ABORT, 'users are never deleted'); END;
CREATE TRIGGER wound_kept BEFORE DELETE ON wound
    WHEN NOT EXISTS (SELECT 1 FROM patient WHERE id = OLD.patient_id AND erased_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'wounds are never deleted'); END;
CREATE TRIGGER wound_stays BEFORE UPDATE OF id, patient_id, number ON wound
    BEGIN SELECT RAISE(ABORT, 'a wound keeps its patient and number'); END;
CREATE TRIGGER visit_kept BEFORE DELETE ON visit WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.id)
    BEGIN SELECT RAISE(ABORT, 'visits are never deleted'); END;
CREATE TRIGGER visit_stays BEFORE UPDATE OF id, user_id, at ON visit
    BEGIN SELECT RAISE(ABORT, 'a visit keeps its author'); END;

CREATE TRIGGER photo_fixed BEFORE UPDATE ON photo BEGIN SELECT RAISE(ABORT, 'photos are append-only'); END;
CREATE TRIGGER photo_kept BEFORE DELETE ON photo WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'photos are append-only'); END;
CREATE TRIGGER analysis_fixed BEFORE UPDATE ON analysis BEGIN SELECT RAISE(ABORT, 'analyses are append-only'); END;
CREATE TRIGGER analysis_kept BEFORE DELETE ON analysis WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'analyses are append-only'); END;
CREATE TRIGGER analysis_tissue_fixed BEFORE UPDATE ON analysis_tissue
    BEGIN SELECT RAISE(ABORT, 'analyses are append-only'); END;
CREATE TRIGGER analysis_tissue_kept BEFORE DELETE ON analysis_tissue
    WHEN NOT EXISTS (SELECT 1 FROM analysis JOIN erased_visit ON erased_visit.id = analysis.visit_id
                     WHERE analysis.id = OLD.analysis_id)
    BEGIN SELECT RAISE(ABORT, 'analyses are append-only'); END;
CREATE TRIGGER acceptance_fixed BEFORE UPDATE ON acceptance BEGIN SELECT RAISE(ABORT, 'acceptances are append-only'); END;
CREATE TRIGGER acceptance_kept BEFORE DELETE ON acceptance
    WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'acceptances are append-only'); END;
CREATE TRIGGER field_value_fixed BEFORE UPDATE ON field_value BEGIN SELECT RAISE(ABORT, 'fields are append-only'); END;
CREATE TRIGGER field_value_kept BEFORE DELETE ON field_value
    WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'fields are append-only'); END;
CREATE TRIGGER score_fixed BEFORE UPDATE ON score BEGIN SELECT RAISE(ABORT, 'scores are append-only'); END;
CREATE TRIGGER score_kept BEFORE DELETE ON score WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'scores are append-only'); END;
CREATE TRIGGER event_fixed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_kept BEFORE DELETE ON event WHEN NOT EXISTS (SELECT 1 FROM erased_visit WHERE id = OLD.visit_id)
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER consent_fixed BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
CREATE TRIGGER consent_kept BEFORE DELETE ON consent
    WHEN NOT EXISTS (SELECT 1 FROM patient WHERE id = OLD.patient_id AND erased_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
