"""The first shape."""

from pathlib import Path

import geoalchemy2
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sar.geo.columns import AreaColumn
from sar.geo.columns import PointColumn
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JOB_QUEUE = Path(__file__).with_name("0001_job_queue.sql")

RECORD_APPEND = """
CREATE OR REPLACE FUNCTION record_append(
    at_us bigint, kind text, entry_parts bytea[],
    salts bytea[], bodies text[],
    parties text[], slots int[], resyncs boolean[]
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    n bigint;
    previous bytea;
    digest bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(5999166691937046354);
    SELECT number, hash INTO n, previous FROM record_entry ORDER BY number DESC LIMIT 1;
    n := coalesce(n, 0) + 1;
    previous := coalesce(previous, '\\x'::bytea);
    SELECT sha256(string_agg(part, ''::bytea ORDER BY i)) INTO digest
      FROM unnest(entry_parts) WITH ORDINALITY AS t(part, i);
    INSERT INTO record_entry (number, at, type, parts, prev, hash)
    VALUES (
        n, timestamptz 'epoch' + at_us * interval '1 microsecond', kind, entry_parts, previous,
        sha256(previous || int8send(n) || int8send(at_us) || convert_to(kind, 'UTF8') || digest)
    );
    INSERT INTO record_slot (number, slot, salt, body)
    SELECT n, i - 1, salt, body FROM unnest(salts, bodies) WITH ORDINALITY AS t(salt, body, i);
    INSERT INTO record_head (party_code, party_number)
    SELECT party, 0 FROM unnest(parties) AS party ON CONFLICT DO NOTHING;
    WITH numbered AS (
        UPDATE record_head h SET party_number = party_number + 1
          FROM unnest(parties, slots, resyncs) AS r(party, slot, resync)
         WHERE h.party_code = r.party
        RETURNING h.party_code, h.party_number, r.slot, r.resync
    )
    INSERT INTO record_reader (party_code, party_number, number, slot, resync)
    SELECT party_code, party_number, n, slot, resync FROM numbered;
    PERFORM pg_notify('sar_record', n::text);
    RETURN n;
END $$;
"""
"""Numbers, chains and notifies one entry under one short lock."""

RECORD_PENDING = """
CREATE UNLOGGED TABLE IF NOT EXISTS record_pending (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at_us bigint NOT NULL, kind text NOT NULL, entry_parts bytea[] NOT NULL,
    salts bytea[] NOT NULL, bodies text[] NOT NULL,
    parties text[] NOT NULL, slots int[] NOT NULL, resyncs boolean[] NOT NULL
);
"""
"""What a transaction will put on the record. Its rows live and die within their transaction, so
that nobody else ever sees one, and none needs to survive a crash."""

RECORD_APPEND_AT_COMMIT = """
CREATE OR REPLACE FUNCTION record_append_pending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM record_append(
        NEW.at_us, NEW.kind, NEW.entry_parts, NEW.salts, NEW.bodies,
        NEW.parties, NEW.slots, NEW.resyncs
    );
    DELETE FROM record_pending WHERE id = NEW.id;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS record_append_at_commit ON record_pending;
CREATE CONSTRAINT TRIGGER record_append_at_commit
    AFTER INSERT ON record_pending DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_append_pending();
"""
"""Numbering waits for COMMIT: nobody holds the lock while it reads its answer or talks to its
client. `SET CONSTRAINTS ALL IMMEDIATE` numbers at once, for tests that never commit."""

COMMITMENT_PEAK = """
CREATE OR REPLACE FUNCTION commitment_peak(asset uuid, span tstzrange, open_only boolean)
RETURNS bigint LANGUAGE sql STABLE AS $$
    WITH met AS (
        SELECT c.quantity, c.during * span AS during FROM commitment c
         WHERE c.asset_id = asset AND c.during && span
           AND NOT (open_only AND c.ended_at IS NOT NULL)
    )
    SELECT coalesce(max(bound), 0) FROM (
        SELECT (
            SELECT sum(other.quantity) FROM met other WHERE other.during @> lower(met.during)
        ) AS bound FROM met
    ) AS at_each_start;
$$;
"""
"""The most that is bound at any one instant of a span. Peaks begin where a window begins, so it
is enough to look at those instants: windows that follow one another do not add up."""

COMMITMENT_WITHIN_QUANTITY = """
CREATE OR REPLACE FUNCTION commitment_within_quantity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    available int;
BEGIN
    SELECT quantity INTO available FROM asset WHERE id = NEW.asset_id FOR NO KEY UPDATE;
    IF commitment_peak(NEW.asset_id, NEW.during, false) > available THEN
        RAISE EXCEPTION 'asset % has only % to bind', NEW.asset_id, available
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'commitment_within_quantity';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS commitment_within_quantity ON commitment;
CREATE CONSTRAINT TRIGGER commitment_within_quantity
    AFTER INSERT OR UPDATE ON commitment
    FOR EACH ROW WHEN (NOT NEW.single AND NOT isempty(NEW.during))
    EXECUTE FUNCTION commitment_within_quantity();
"""
"""Equipment cannot be bound beyond its quantity in any window. The lock on the asset's row makes
binders of one asset wait for each other; NO KEY leaves foreign keys to the asset free."""

ASSET_QUANTITY_COVERS_BOUND = """
CREATE OR REPLACE FUNCTION asset_quantity_covers_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF commitment_peak(NEW.id, tstzrange(NULL, NULL), true) > NEW.quantity THEN
        RAISE EXCEPTION 'more of asset % is bound', NEW.id
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'asset_quantity_covers_bound';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS asset_quantity_covers_bound ON asset;
CREATE CONSTRAINT TRIGGER asset_quantity_covers_bound
    AFTER UPDATE OF quantity ON asset
    FOR EACH ROW WHEN (NEW.quantity < OLD.quantity)
    EXECUTE FUNCTION asset_quantity_covers_bound();
"""
"""Nor may the quantity be lowered below what is bound."""

NEXT_POSITION_MARK = """
CREATE OR REPLACE FUNCTION next_position_mark() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(5999166683515930964);
    RETURN 1 + greatest(
        (SELECT coalesce(max(mark), 0) FROM fix), (SELECT coalesce(max(mark), 0) FROM ship)
    );
END $$;
"""
"""Head + 1 under a lock held until the commit: a reader that follows marks never misses one."""



def upgrade() -> None:
    op.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
        " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sar_app, sar_system"
    )
    op.execute(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO sar_app, sar_system"
    )
    op.execute("GRANT USAGE ON SCHEMA public TO sar_app, sar_system")
    op.execute(JOB_QUEUE.read_text(encoding="utf-8"))
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("anchor_real", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("anchor_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "anchor_at IS NULL OR exercise", name=op.f("ck_installation_scaled_only_in_exercise")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.CheckConstraint("rate > 0 AND rate <= 1000", name=op.f("ck_installation_rate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    op.create_table(
        "party",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("treaties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Z][A-Z0-9]{1,7}$'", name=op.f("ck_party_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_party")),
    )
    op.create_table(
        "record_entry",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("parts", postgresql.ARRAY(sa.LargeBinary()), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_record_entry")),
    )
    op.create_table(
        "record_head",
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("party_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("party_code", name=op.f("pk_record_head")),
    )
    op.create_table(
        "reference_counter",
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_reference_counter")),
    )
    op.create_table(
        "repeatable",
        sa.Column("identity", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("identity", "key", name=op.f("pk_repeatable")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["party.code"], name=op.f("fk_agreement_proposed_by_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("reference", name=op.f("uq_agreement_reference")),
    )
    op.create_table(
        "centre",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", PointColumn(), nullable=False),
        sa.Column("srr", AreaColumn(), nullable=True),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("contacts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_centre_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("code", name=op.f("uq_centre_code")),
    )
    op.create_index(op.f("ix_centre_party_code"), "centre", ["party_code"], unique=False)
    op.create_index("ix_centre_srr", "centre", ["srr"], unique=False, postgresql_using="gist")
    op.create_table(
        "occasion",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("point", PointColumn(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_occasion_party_code_party")
        ),
        sa.PrimaryKeyConstraint("incident_id", "party_code", name=op.f("pk_occasion")),
    )
    op.create_index(op.f("ix_occasion_party_code"), "occasion", ["party_code"], unique=False)
    op.create_index(
        "ix_occasion_point", "occasion", ["point"], unique=False, postgresql_using="gist"
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("disabled_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_person_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_index(op.f("ix_person_party_code"), "person", ["party_code"], unique=False)
    op.create_table(
        "record_reader",
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("party_number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("resync", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["record_entry.number"], name=op.f("fk_record_reader_number_record_entry")
        ),
        sa.PrimaryKeyConstraint("party_code", "party_number", name=op.f("pk_record_reader")),
    )
    op.create_index(op.f("ix_record_reader_number"), "record_reader", ["number"], unique=False)
    op.create_table(
        "record_slot",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["record_entry.number"], name=op.f("fk_record_slot_number_record_entry")
        ),
        sa.PrimaryKeyConstraint("number", "slot", name=op.f("pk_record_slot")),
    )
    op.create_table(
        "ship",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type_code", sa.String(), nullable=False),
        sa.Column("mmsi", sa.String(), nullable=True),
        sa.Column("imo", sa.String(), nullable=True),
        sa.Column("callsign", sa.String(), nullable=True),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("course_deg", sa.Float(), nullable=True),
        sa.Column("speed_kn", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["party.code"], name=op.f("fk_ship_reported_by_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ship")),
        sa.UniqueConstraint("mmsi", name=op.f("uq_ship_mmsi")),
    )
    op.create_index(op.f("ix_ship_mark"), "ship", ["mark"], unique=False)
    op.create_index("ix_ship_point", "ship", ["point"], unique=False, postgresql_using="gist")
    op.create_table(
        "agreement_party",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_party_agreement_id_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_agreement_party_party_code_party")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "party_code", name=op.f("pk_agreement_party")),
    )
    op.create_index(
        op.f("ix_agreement_party_party_code"), "agreement_party", ["party_code"], unique=False
    )
    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_api_key_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_api_key_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_key_token_hash")),
    )
    op.create_index(op.f("ix_api_key_party_code"), "api_key", ["party_code"], unique=False)
    op.create_table(
        "asset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("type_code", sa.String(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mmsi", sa.String(), nullable=True),
        sa.Column("imo", sa.String(), nullable=True),
        sa.Column("icao24", sa.String(), nullable=True),
        sa.Column("callsign", sa.String(), nullable=True),
        sa.Column("base_name", sa.String(), nullable=False),
        sa.Column("base", PointColumn(), nullable=True),
        sa.Column("base_shared", sa.Boolean(), nullable=False),
        sa.Column("at_sea", sa.Boolean(), nullable=False),
        sa.Column("readiness", sa.Text(), nullable=False),
        sa.Column("readiness_reason", sa.String(), nullable=False),
        sa.Column("readiness_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("notice_day_minutes", sa.Integer(), nullable=True),
        sa.Column("notice_night_minutes", sa.Integer(), nullable=True),
        sa.Column("notice_at_sea_minutes", sa.Integer(), nullable=True),
        sa.Column("overrides", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("verified_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("retired_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_asset_quantity")),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_asset_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_asset_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
    )
    op.create_index("ix_asset_base", "asset", ["base"], unique=False, postgresql_using="gist")
    op.create_index("ix_asset_party_code_id", "asset", ["party_code", "id"], unique=False)
    op.create_index(
        "uq_asset_party_code_icao24",
        "asset",
        ["party_code", "icao24"],
        unique=True,
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_index(
        "uq_asset_party_code_mmsi",
        "asset",
        ["party_code", "mmsi"],
        unique=True,
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("lead_party", sa.String(), nullable=False),
        sa.Column("lead_centre_id", sa.Uuid(), nullable=False),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("phase_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("object_class", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("pob_min", sa.Integer(), nullable=True),
        sa.Column("pob_max", sa.Integer(), nullable=True),
        sa.Column("pob", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("datum", PointColumn(), nullable=True),
        sa.Column("datum_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("datum_uncertainty_nm", sa.Float(), nullable=True),
        sa.Column("drift_course_deg", sa.Float(), nullable=True),
        sa.Column("drift_speed_kn", sa.Float(), nullable=True),
        sa.Column("cell", PointColumn(), nullable=True),
        sa.Column("region_centre_id", sa.Uuid(), nullable=True),
        sa.Column("to_be_called", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("territory_of", sa.String(), nullable=True),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("osc", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("aco", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("channels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("search_areas", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("altitude_blocks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("suspended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("closed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("asked_to_close", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("coarse_updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "situation NOT IN ('border_emergency', 'capacity_building')",
            name=op.f("ck_incident_situation"),
        ),
        sa.CheckConstraint("pob_min >= 0 AND pob_max >= pob_min", name=op.f("ck_incident_pob")),
        sa.ForeignKeyConstraint(
            ["lead_centre_id"], ["centre.id"], name=op.f("fk_incident_lead_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["lead_party"], ["party.code"], name=op.f("fk_incident_lead_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["party.code"], name=op.f("fk_incident_opened_by_party")
        ),
        sa.ForeignKeyConstraint(
            ["region_centre_id"], ["centre.id"], name=op.f("fk_incident_region_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["territory_of"], ["party.code"], name=op.f("fk_incident_territory_of_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
    )
    op.create_index(
        "ix_incident_datum", "incident", ["datum"], unique=False, postgresql_using="gist"
    )
    op.create_index(op.f("ix_incident_lead_party"), "incident", ["lead_party"], unique=False)
    op.create_index("ix_incident_state", "incident", ["state"], unique=False)
    op.create_table(
        "posting",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_posting_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_posting_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "centre_id", "role", name=op.f("pk_posting")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_sign_in_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_sign_in_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("instruments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("prevails_over", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("valid_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("proposed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("signed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("suspended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("suspended_by", sa.String(), nullable=True),
        sa.Column("notice_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_version_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by"], ["party.code"], name=op.f("fk_version_drafted_by_party")
        ),
        sa.ForeignKeyConstraint(
            ["suspended_by"], ["party.code"], name=op.f("fk_version_suspended_by_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
    )
    op.create_index(op.f("ix_version_agreement_id"), "version", ["agreement_id"], unique=False)
    op.create_index(
        "uq_version_draft",
        "version",
        ["agreement_id", "drafted_by"],
        unique=True,
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "uq_version_number",
        "version",
        ["agreement_id", "number"],
        unique=True,
        postgresql_where=sa.text("proposed_at IS NOT NULL"),
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("deployment_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("single", sa.Boolean(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("asset_id"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("single AND NOT isempty(during)"),
            using="gist",
            name="commitment_single",
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_commitment_quantity")),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_commitment_asset_id_asset")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    op.create_index(op.f("ix_commitment_asset_id"), "commitment", ["asset_id"], unique=False)
    op.create_index(
        op.f("ix_commitment_deployment_id"), "commitment", ["deployment_id"], unique=False
    )
    op.create_table(
        "coordination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("from_centre_id", sa.Uuid(), nullable=False),
        sa.Column("from_party", sa.String(), nullable=False),
        sa.Column("to_centre_id", sa.Uuid(), nullable=False),
        sa.Column("to_party", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answer_reason", sa.String(), nullable=False),
        sa.Column("proposed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("answered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_centre_id"], ["centre.id"], name=op.f("fk_coordination_from_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["from_party"], ["party.code"], name=op.f("fk_coordination_from_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_coordination_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["to_centre_id"], ["centre.id"], name=op.f("fk_coordination_to_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["to_party"], ["party.code"], name=op.f("fk_coordination_to_party_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coordination")),
    )
    op.create_index(
        op.f("ix_coordination_incident_id"), "coordination", ["incident_id"], unique=False
    )
    op.create_index(
        "uq_coordination_open",
        "coordination",
        ["incident_id", "office"],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )
    op.create_table(
        "datum_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("uncertainty_nm", sa.Float(), nullable=False),
        sa.Column("drift_course_deg", sa.Float(), nullable=True),
        sa.Column("drift_speed_kn", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("by_party", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_party"], ["party.code"], name=op.f("fk_datum_change_by_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_datum_change_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_datum_change")),
    )
    op.create_index(
        op.f("ix_datum_change_incident_id"), "datum_change", ["incident_id"], unique=False
    )
    op.create_table(
        "fix",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("course_deg", sa.Float(), nullable=True),
        sa.Column("speed_kn", sa.Float(), nullable=True),
        sa.Column("uncertainty_nm", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("implausible", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_fix_asset_id_asset")),
        sa.PrimaryKeyConstraint("asset_id", name=op.f("pk_fix")),
    )
    op.create_index(op.f("ix_fix_mark"), "fix", ["mark"], unique=False)
    op.create_index("ix_fix_point", "fix", ["point"], unique=False, postgresql_using="gist")
    op.create_table(
        "incident_link",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("by_party", sa.String(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_party"], ["party.code"], name=op.f("fk_incident_link_by_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_incident_link_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["incident.id"], name=op.f("fk_incident_link_other_id_incident")
        ),
        sa.PrimaryKeyConstraint("incident_id", "other_id", name=op.f("pk_incident_link")),
    )
    op.create_table(
        "involved",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("why", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("since", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_involved_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_involved_party_code_party")
        ),
        sa.PrimaryKeyConstraint("incident_id", "party_code", name=op.f("pk_involved")),
    )
    op.create_index(op.f("ix_involved_party_code"), "involved", ["party_code"], unique=False)
    op.create_table(
        "log_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("written_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("by_party", sa.String(), nullable=False),
        sa.Column("by_centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_centre_id"], ["centre.id"], name=op.f("fk_log_line_by_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["by_party"], ["party.code"], name=op.f("fk_log_line_by_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_log_line_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_line")),
    )
    op.create_index(op.f("ix_log_line_incident_id"), "log_line", ["incident_id"], unique=False)
    op.create_table(
        "phase_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("by_party", sa.String(), nullable=False),
        sa.Column("by_centre_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_centre_id"], ["centre.id"], name=op.f("fk_phase_change_by_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["by_party"], ["party.code"], name=op.f("fk_phase_change_by_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_phase_change_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase_change")),
    )
    op.create_index(
        op.f("ix_phase_change_incident_id"), "phase_change", ["incident_id"], unique=False
    )
    op.create_table(
        "reported_position",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("error_nm", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("doppler", sa.String(), nullable=True),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("reported_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("by_party", sa.String(), nullable=False),
        sa.CheckConstraint(
            "probability BETWEEN 0 AND 1", name=op.f("ck_reported_position_probability")
        ),
        sa.ForeignKeyConstraint(
            ["by_party"], ["party.code"], name=op.f("fk_reported_position_by_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_reported_position_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_position")),
    )
    op.create_index(
        op.f("ix_reported_position_incident_id"), "reported_position", ["incident_id"], unique=False
    )
    op.create_table(
        "request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("place", PointColumn(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "incident_id IS NOT NULL OR situation = 'capacity_building'",
            name=op.f("ck_request_situation"),
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_request_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["filed_by"], ["party.code"], name=op.f("fk_request_filed_by_party")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_request_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_request_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("reference", name=op.f("uq_request_reference")),
    )
    op.create_index(op.f("ix_request_filed_by"), "request", ["filed_by"], unique=False)
    op.create_index(op.f("ix_request_incident_id"), "request", ["incident_id"], unique=False)
    op.create_index(op.f("ix_request_party_code"), "request", ["party_code"], unique=False)
    op.create_table(
        "shared_position",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_shared_position_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_shared_position_party_code_party")
        ),
        sa.PrimaryKeyConstraint(
            "asset_id", "incident_id", "party_code", name=op.f("pk_shared_position")
        ),
    )
    op.create_index(
        op.f("ix_shared_position_party_code"), "shared_position", ["party_code"], unique=False
    )
    op.create_table(
        "signature",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_signature_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_signature_version_id_version")
        ),
        sa.PrimaryKeyConstraint("version_id", "party_code", name=op.f("pk_signature")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("grantor", sa.String(), nullable=True),
        sa.Column("grantees", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("excluded_types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("zone", AreaColumn(), nullable=True),
        sa.Column("zone_name", sa.String(), nullable=False),
        sa.Column("phases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("situations", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("valid_from", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("valid_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("visibility", sa.Text(), nullable=True),
        sa.Column("position_precision_nm", sa.Float(), nullable=False),
        sa.Column("position_delay_minutes", sa.Integer(), nullable=False),
        sa.Column("incident_awareness", sa.Text(), nullable=True),
        sa.Column("feeds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("may_request", sa.Boolean(), nullable=True),
        sa.Column("clocks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("entry", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("costs", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("data_use", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("liability", sa.String(), nullable=False),
        sa.Column("crew_status", sa.String(), nullable=False),
        sa.CheckConstraint("position_delay_minutes >= 0", name=op.f("ck_term_delay")),
        sa.CheckConstraint("position_precision_nm >= 0", name=op.f("ck_term_precision")),
        sa.ForeignKeyConstraint(["grantor"], ["party.code"], name=op.f("fk_term_grantor_party")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_term_version_id_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("version_id", "ordinal", name=op.f("uq_term_version_id_ordinal")),
    )
    op.create_index(op.f("ix_term_version_id"), "term", ["version_id"], unique=False)
    op.create_table(
        "track_point",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("course_deg", sa.Float(), nullable=True),
        sa.Column("speed_kn", sa.Float(), nullable=True),
        sa.Column("uncertainty_nm", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("implausible", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_track_point_asset_id_asset")
        ),
        sa.PrimaryKeyConstraint("asset_id", "at", name=op.f("pk_track_point")),
    )
    op.create_table(
        "addressee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("acknowledge_due_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answer_due_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("limits", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("acknowledged_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("answered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("overdue_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("voice", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_addressee_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_addressee_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_addressee_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addressee")),
        sa.UniqueConstraint(
            "request_id", "centre_id", name=op.f("uq_addressee_request_id_centre_id")
        ),
    )
    op.create_index(op.f("ix_addressee_party_code"), "addressee", ["party_code"], unique=False)
    op.create_index(op.f("ix_addressee_request_id"), "addressee", ["request_id"], unique=False)
    op.create_table(
        "need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("capabilities", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("from_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("by_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("until_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("withdrawn_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_need_quantity")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_need_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("request_id", "ordinal", name=op.f("uq_need_request_id_ordinal")),
    )
    op.create_index(op.f("ix_need_request_id"), "need", ["request_id"], unique=False)
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("to_party", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("valid_until", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("rests_on", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "request_id IS NOT NULL OR incident_id IS NOT NULL", name=op.f("ck_offer_for_something")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_offer_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_offer_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_offer_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_offer_request_id_request")
        ),
        sa.ForeignKeyConstraint(["to_party"], ["party.code"], name=op.f("fk_offer_to_party_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_incident_id"), "offer", ["incident_id"], unique=False)
    op.create_index(op.f("ix_offer_party_code"), "offer", ["party_code"], unique=False)
    op.create_index(op.f("ix_offer_request_id"), "offer", ["request_id"], unique=False)
    op.create_index(op.f("ix_offer_to_party"), "offer", ["to_party"], unique=False)
    op.create_table(
        "term_pair",
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.Column("grantor", sa.String(), nullable=False),
        sa.Column("grantee", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grantee"], ["party.code"], name=op.f("fk_term_pair_grantee_party")
        ),
        sa.ForeignKeyConstraint(
            ["grantor"], ["party.code"], name=op.f("fk_term_pair_grantor_party")
        ),
        sa.ForeignKeyConstraint(
            ["term_id"], ["term.id"], name=op.f("fk_term_pair_term_id_term"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term_id", "grantor", "grantee", name=op.f("pk_term_pair")),
    )
    op.create_index(op.f("ix_term_pair_grantee"), "term_pair", ["grantee"], unique=False)
    op.create_table(
        "deployment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("ship_id", sa.Uuid(), nullable=True),
        sa.Column("carrier_asset_id", sa.Uuid(), nullable=True),
        sa.Column("party_code", sa.String(), nullable=True),
        sa.Column("lead_party", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type_code", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("from_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("eta_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("arrived_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("aboard", sa.Integer(), nullable=False),
        sa.Column("recovered", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("cycles", sa.Integer(), nullable=False),
        sa.Column("divert_to", sa.Uuid(), nullable=True),
        sa.Column("divert_reason", sa.String(), nullable=False),
        sa.Column("diverted_from", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(asset_id IS NULL) <> (ship_id IS NULL)", name=op.f("ck_deployment_asset_or_ship")
        ),
        sa.CheckConstraint(
            "aboard >= 0 AND recovered >= 0 AND delivered >= 0", name=op.f("ck_deployment_counts")
        ),
        sa.CheckConstraint("recovered = aboard + delivered", name=op.f("ck_deployment_accounted")),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_deployment_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_asset_id"], ["asset.id"], name=op.f("fk_deployment_carrier_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(
            ["divert_to"], ["incident.id"], name=op.f("fk_deployment_divert_to_incident")
        ),
        sa.ForeignKeyConstraint(
            ["diverted_from"],
            ["deployment.id"],
            name=op.f("fk_deployment_diverted_from_deployment"),
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_deployment_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["lead_party"], ["party.code"], name=op.f("fk_deployment_lead_party_party")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_deployment_need_id_need")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_deployment_offer_id_offer")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_deployment_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_deployment_request_id_request")
        ),
        sa.ForeignKeyConstraint(["ship_id"], ["ship.id"], name=op.f("fk_deployment_ship_id_ship")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment")),
    )
    op.create_index(op.f("ix_deployment_asset_id"), "deployment", ["asset_id"], unique=False)
    op.create_index(op.f("ix_deployment_incident_id"), "deployment", ["incident_id"], unique=False)
    op.create_index(op.f("ix_deployment_lead_party"), "deployment", ["lead_party"], unique=False)
    op.create_index(op.f("ix_deployment_offer_id"), "deployment", ["offer_id"], unique=False)
    op.create_index(op.f("ix_deployment_party_code"), "deployment", ["party_code"], unique=False)
    op.create_index(op.f("ix_deployment_request_id"), "deployment", ["request_id"], unique=False)
    op.create_index(op.f("ix_deployment_ship_id"), "deployment", ["ship_id"], unique=False)
    op.create_index("ix_deployment_state", "deployment", ["state"], unique=False)
    op.create_table(
        "offer_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=True),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type_code", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("carrier_asset_id", sa.Uuid(), nullable=True),
        sa.Column("from_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("eta_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_offer_item_quantity")),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_offer_item_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_asset_id"], ["asset.id"], name=op.f("fk_offer_item_carrier_asset_id_asset")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_offer_item_need_id_need")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_item_offer_id_offer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_item")),
    )
    op.create_index(op.f("ix_offer_item_asset_id"), "offer_item", ["asset_id"], unique=False)
    op.create_index(op.f("ix_offer_item_offer_id"), "offer_item", ["offer_id"], unique=False)
    op.create_table(
        "deployment_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deployment_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("point", PointColumn(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("aboard", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("by_party", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_party"], ["party.code"], name=op.f("fk_deployment_step_by_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["deployment_id"],
            ["deployment.id"],
            name=op.f("fk_deployment_step_deployment_id_deployment"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deployment_step")),
    )
    op.create_index(
        op.f("ix_deployment_step_deployment_id"), "deployment_step", ["deployment_id"], unique=False
    )
    # ### end Alembic commands ###

    for statement in (
        RECORD_APPEND,
        RECORD_PENDING,
        RECORD_APPEND_AT_COMMIT,
        COMMITMENT_PEAK,
        COMMITMENT_WITHIN_QUANTITY,
        ASSET_QUANTITY_COVERS_BOUND,
        NEXT_POSITION_MARK,
    ):
        op.execute(statement)
    op.execute("GRANT SELECT ON alembic_version TO sar_app, sar_system")
    op.execute("REVOKE UPDATE, DELETE ON record_entry FROM sar_app, sar_system")


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first shape")
