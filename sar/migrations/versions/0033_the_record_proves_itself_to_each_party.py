"""The record proves itself to each party, and only its owner may write it anew."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

APPEND = """
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
    INSERT INTO record_head (party_code, party_number, hash)
    SELECT party, 0, '' FROM unnest(parties) AS party ON CONFLICT DO NOTHING;
    WITH numbered AS (
        UPDATE record_head h SET party_number = h.party_number + 1, hash = sha256(
                h.hash || int8send(h.party_number + 1) || boolsend(r.resync)
                || entry_parts[r.slot + 1]
            )
          FROM unnest(parties, slots, resyncs) AS r(party, slot, resync)
         WHERE h.party_code = r.party
        RETURNING h.party_code, h.party_number, h.hash, r.slot, r.resync
    )
    INSERT INTO record_reader (party_code, party_number, number, slot, resync, hash)
    SELECT party_code, party_number, n, slot, resync, hash FROM numbered;
    PERFORM pg_notify('sar_record', n::text);
    RETURN n;
END $$;
"""

CHAIN_EARLIER = """
DO $$
DECLARE
    own record;
    party text := '';
    previous bytea;
BEGIN
    FOR own IN
        SELECT r.party_code, r.party_number, r.resync, e.parts[r.slot + 1] AS part
          FROM record_reader r JOIN record_entry e USING (number)
         ORDER BY r.party_code, r.party_number
    LOOP
        IF own.party_code <> party THEN
            party := own.party_code;
            previous := '';
        END IF;
        previous := sha256(
            previous || int8send(own.party_number) || boolsend(own.resync) || own.part
        );
        UPDATE record_reader SET hash = previous
         WHERE party_code = party AND party_number = own.party_number;
    END LOOP;
    UPDATE record_head h SET hash = r.hash FROM record_reader r
     WHERE r.party_code = h.party_code AND r.party_number = h.party_number;
END $$;
"""

TABLES = "record_entry, record_slot, record_reader, record_head, record_subject, record_erasure"


def upgrade() -> None:
    for table in ("record_reader", "record_head"):
        op.add_column(table, sa.Column("hash", sa.LargeBinary(), nullable=False, server_default=""))
    op.execute(CHAIN_EARLIER)
    for table in ("record_reader", "record_head"):
        op.alter_column(table, "hash", server_default=None)
    op.execute(APPEND)
    # Whoever writes does so by a pending entry alone, which is numbered and chained by the owner.
    op.execute(
        "ALTER FUNCTION record_append_pending() SECURITY DEFINER SET search_path = public, pg_temp"
    )
    op.execute(f"REVOKE INSERT, UPDATE, DELETE ON {TABLES} FROM sar_app, sar_system")


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
