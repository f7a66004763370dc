"""Entries of the record are found by their subjects."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

APPEND_AT_COMMIT = """
CREATE OR REPLACE FUNCTION record_append_pending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    drawn_after text := current_setting('sar.drawn_after', true);
    drawn boolean := coalesce(drawn_after, '') <> '';
    changes_access boolean := true = ANY (NEW.resyncs);
    change bigint;
    n bigint;
BEGIN
    IF NEW.under_access AND NOT drawn THEN
        RAISE EXCEPTION 'pictures for % were drawn without record_begin_drawing()', NEW.kind;
    END IF;
    IF drawn OR changes_access THEN
        PERFORM pg_advisory_xact_lock(5999166691937046354);
        change := record_access_change();
        IF drawn AND change > drawn_after::bigint OR EXISTS (
            SELECT FROM record_entry e WHERE e.number = change
               AND e.at > timestamptz 'epoch' + NEW.at_us * interval '1 microsecond'
        ) THEN
            RAISE EXCEPTION 'access changed, by entry %, while % was done', change, NEW.kind
                USING ERRCODE = 'serialization_failure';
        END IF;
    END IF;
    IF NEW.kind <> '' THEN
        n := record_append(
            NEW.at_us, NEW.kind, NEW.entry_parts, NEW.salts, NEW.bodies,
            NEW.parties, NEW.slots, NEW.resyncs
        );
        INSERT INTO record_subject (subject, number)
        SELECT DISTINCT subject, n FROM unnest(NEW.subjects) subject;
        IF drawn AND changes_access THEN
            PERFORM set_config('sar.drawn_after', n::text, true);
        END IF;
    END IF;
    DELETE FROM record_pending WHERE id = NEW.id;
    RETURN NULL;
END $$;
"""

EARLIER = """
WITH told AS (
    SELECT number, CAST(body AS jsonb) AS body FROM record_slot WHERE slot > 0
), fact AS (
    SELECT DISTINCT ON (number) number, body -> 'about' ->> 'thing' AS thing,
        CAST(body -> 'about' ->> 'id' AS uuid) AS id
    FROM told
    WHERE body -> 'about' ->> 'thing' IN
        ('incident', 'request', 'offer', 'deployment', 'clearance', 'asset', 'ship', 'agreement')
      AND body -> 'about' ->> 'id' ~ '^[0-9a-f-]{36}$'
    ORDER BY number
), seen AS (
    SELECT DISTINCT fact.number, step -> 'value' AS value
    FROM fact JOIN told USING (number)
    CROSS JOIN LATERAL jsonb_array_elements(body -> 'changes') step
    WHERE step ->> 'id' = CAST(fact.id AS text) AND jsonb_typeof(step -> 'value') = 'object'
), known AS (
    SELECT number, CAST(value ->> name AS uuid) AS subject
    FROM seen CROSS JOIN unnest(ARRAY['incident_id', 'request_id', 'offer_id', 'deployment_id',
        'asset_id', 'ship_id']) name
    WHERE value ->> name IS NOT NULL
), unseen AS (
    SELECT * FROM fact WHERE number NOT IN (SELECT number FROM known)
)
INSERT INTO record_subject (subject, number)
SELECT id, number FROM fact
UNION SELECT subject, number FROM known
UNION SELECT work.incident_id, unseen.number FROM unseen JOIN deployment work USING (id)
    WHERE work.incident_id IS NOT NULL
UNION SELECT coalesce(work.asset_id, work.ship_id), unseen.number
    FROM unseen JOIN deployment work USING (id)
    WHERE coalesce(work.asset_id, work.ship_id) IS NOT NULL
UNION SELECT asked.incident_id, unseen.number FROM unseen JOIN request asked USING (id)
    WHERE asked.incident_id IS NOT NULL
UNION SELECT offer.incident_id, unseen.number FROM unseen JOIN offer USING (id)
    WHERE offer.incident_id IS NOT NULL
UNION SELECT work.incident_id, unseen.number
    FROM unseen JOIN clearance USING (id) JOIN deployment work ON work.id = deployment_id
    WHERE work.incident_id IS NOT NULL
ON CONFLICT DO NOTHING
"""
"""Of earlier entries by what they told of it, else by what it belongs to now."""


def upgrade() -> None:
    op.create_table(
        "record_subject",
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("subject", "number", name=op.f("pk_record_subject")),
    )
    op.add_column("record_pending", sa.Column("subjects", ARRAY(sa.Uuid()), nullable=False))
    op.execute(APPEND_AT_COMMIT)
    op.execute(EARLIER)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
