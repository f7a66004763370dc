"""Refuse pictures drawn before access changed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ACCESS_CHANGE = """
CREATE OR REPLACE FUNCTION record_access_change() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(max(number), 0) FROM record_reader WHERE resync
$$;

CREATE OR REPLACE FUNCTION record_begin_drawing() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('sar.drawn_after', true), '') = '' THEN
        PERFORM set_config('sar.drawn_after', record_access_change()::text, true);
    END IF;
END $$;
"""
"""The last entry after which a party has to read its snapshot again, and noting, for the rest of
the transaction, that pictures are drawn after it."""

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
        IF drawn AND changes_access THEN
            PERFORM set_config('sar.drawn_after', n::text, true);
        END IF;
    END IF;
    DELETE FROM record_pending WHERE id = NEW.id;
    RETURN NULL;
END $$;
"""
"""Under the record's lock, which the one that changes access holds until it is committed: nothing
can come between this look and the commit. A row without a kind only asks whether access stands."""


def upgrade() -> None:
    op.create_index(
        "ix_record_reader_resync",
        "record_reader",
        ["number"],
        unique=False,
        postgresql_where=sa.text("resync"),
    )
    op.execute("ALTER TABLE record_pending ADD COLUMN under_access boolean NOT NULL")
    op.execute(ACCESS_CHANGE)
    op.execute(APPEND_AT_COMMIT)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
