"""The database's side of the record: numbering, chaining and notifying under one short lock."""

RECORD_LOCK = 0x5341525245434F52
"""The advisory lock's key ("SARRECOR"); taken while the transaction commits, after all else."""

RECORD_CHANNEL = "sar_record"

APPEND = f"""
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
    PERFORM pg_advisory_xact_lock({RECORD_LOCK});
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
    PERFORM pg_notify('{RECORD_CHANNEL}', n::text);
    RETURN n;
END $$;
"""  # noqa: S608 only constants go in

PENDING = """
CREATE UNLOGGED TABLE IF NOT EXISTS record_pending (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at_us bigint NOT NULL, kind text NOT NULL, entry_parts bytea[] NOT NULL,
    salts bytea[] NOT NULL, bodies text[] NOT NULL,
    parties text[] NOT NULL, slots int[] NOT NULL, resyncs boolean[] NOT NULL
);
"""
"""What a transaction will put on the record. Its rows live and die within their transaction, so
that nobody else ever sees one, and none needs to survive a crash."""

APPEND_AT_COMMIT = """
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

DDL = (APPEND, PENDING, APPEND_AT_COMMIT)
