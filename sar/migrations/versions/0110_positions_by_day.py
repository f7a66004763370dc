"""Positions of assets are kept by day, each day in a table of its own."""

from alembic import op

revision = "0110"
down_revision = "0109"
branch_labels = None
depends_on = None

TRACK_SPANS = """
CREATE FUNCTION track_spans()
RETURNS TABLE (name text, from_at timestamptz, to_at timestamptz, thinned boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
    SELECT relname::text, nullif(bounds[1], 'MINVALUE')::timestamptz,
        nullif(bounds[2], 'MAXVALUE')::timestamptz,
        coalesce(obj_description(oid, 'pg_class') = 'thinned', false)
    FROM pg_inherits JOIN pg_class ON oid = inhrelid,
        regexp_match(
            pg_get_expr(relpartbound, oid), 'FROM \\(''?(.*?)''?\\) TO \\(''?(.*?)''?\\)'
        ) AS bounds
    WHERE inhparent = 'public.track_point'::regclass
    ORDER BY 2 NULLS FIRST
$$;
"""
"""The spans of time that have a table each, without a gap; None is without a bound."""

TRACK_SPLIT = """
CREATE FUNCTION track_split(until date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '1s' AS $$
DECLARE
    begins timestamptz;
    newest timestamptz;
    span text;
BEGIN
    LOCK TABLE track_point IN ACCESS EXCLUSIVE MODE;
    SELECT from_at INTO STRICT begins FROM track_spans() WHERE to_at IS NULL;
    SELECT max(at) INTO newest FROM track_point_ahead;
    until := greatest(until, date_trunc('day', newest)::date + 1);
    IF until <= begins THEN
        RETURN;
    END IF;
    span := coalesce('track_point_' || to_char(begins, 'YYYYMMDD'), 'track_point_earlier');
    ALTER TABLE track_point DETACH PARTITION track_point_ahead;
    EXECUTE format('ALTER TABLE track_point_ahead RENAME TO %I', span);
    EXECUTE format(
        'ALTER TABLE track_point ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%L)',
        span, coalesce(quote_literal(begins), 'MINVALUE'), until
    );
    EXECUTE format(
        'CREATE TABLE track_point_ahead PARTITION OF track_point FOR VALUES FROM (%L) TO (MAXVALUE)',
        until
    );
END $$;
"""
"""The table ahead becomes that of a span that ends, and a new one lies ahead. No position is moved: one
that is later than the end asked for puts the end off."""

TRACK_REWRITE = """
CREATE FUNCTION track_rewrite_begin() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET lock_timeout = '1s' AS $$
DECLARE
    next xid := pg_snapshot_xmax(pg_current_snapshot())::xid;
    oldest xid;
BEGIN
    CREATE TABLE track_point_next (LIKE track_point INCLUDING DEFAULTS);
    -- Of this database alone: one of another that lasts must not keep all that came since.
    SELECT transactionid INTO oldest FROM pg_locks held LEFT JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted
        AND pid IS DISTINCT FROM pg_backend_pid()
        AND (pid IS NULL OR datname = current_database())
    ORDER BY age(transactionid) DESC LIMIT 1;
    RETURN CASE WHEN age(oldest) > age(next) THEN oldest ELSE next END;
END $$;

CREATE FUNCTION track_rewrite_end(began text, lower_at timestamptz, upper_at timestamptz)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '1s' AS $$
DECLARE
    replaced text[];
    is_whole boolean;
    span text;
    lower_bound text := coalesce(quote_literal(lower_at), 'MINVALUE');
BEGIN
    SELECT array_agg(name ORDER BY from_at NULLS FIRST),
        bool_or(from_at IS NOT DISTINCT FROM lower_at) AND bool_or(to_at = upper_at)
    INTO replaced, is_whole
    FROM track_spans() WHERE to_at <= upper_at AND (lower_at IS NULL OR from_at >= lower_at);
    IF is_whole IS NOT TRUE THEN
        RAISE EXCEPTION 'no spans from % to %', lower_at, upper_at;
    END IF;
    ALTER TABLE track_point_next ADD PRIMARY KEY (asset_id, at);
    FOREACH span IN ARRAY replaced LOOP
        -- From here on nobody writes there. Whatever came or changed since the beginning stays.
        EXECUTE format('LOCK TABLE %I IN SHARE MODE', span);
        EXECUTE format(
            'INSERT INTO track_point_next SELECT * FROM %I WHERE age(xmin) <= age($1)'
            ' ON CONFLICT (asset_id, at) DO UPDATE'
            ' SET implausible = excluded.implausible, doubt = excluded.doubt',
            span
        ) USING began::xid;
    END LOOP;
    -- With this proof, made while others read, attaching looks at no row.
    EXECUTE format(
        'ALTER TABLE track_point_next ADD CONSTRAINT within_span CHECK (at >= %L AND at < %L)',
        coalesce(lower_at, '-infinity'), upper_at
    );
    LOCK TABLE track_point IN ACCESS EXCLUSIVE MODE;
    FOREACH span IN ARRAY replaced LOOP
        EXECUTE format('ALTER TABLE track_point DETACH PARTITION %I', span);
        EXECUTE format('DROP TABLE %I', span);
    END LOOP;
    span := replaced[1];
    EXECUTE format('ALTER TABLE track_point_next RENAME TO %I', span);
    EXECUTE format(
        'ALTER TABLE track_point ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%L)',
        span, lower_bound, upper_at
    );
    EXECUTE format('ALTER TABLE %I DROP CONSTRAINT within_span', span);
    EXECUTE format('COMMENT ON TABLE %I IS ''thinned''', span);
END $$;
"""
"""Adjoining spans are replaced by one with the rows that were put into `track_point_next`, in the
transaction that began it; readers wait for the exchange alone, and are never kept for more than a
second by one that waits for them."""

OWNERS_ALONE = """
REVOKE EXECUTE ON FUNCTION track_split(date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION track_rewrite_begin() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION track_rewrite_end(text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION track_split(date) TO sar_system;
GRANT EXECUTE ON FUNCTION track_rewrite_begin() TO sar_system;
GRANT EXECUTE ON FUNCTION track_rewrite_end(text, timestamptz, timestamptz) TO sar_system;
"""


def upgrade() -> None:
    # No row is moved: the table that stands becomes the first span. It is read once, for its end.
    # The reference to the asset goes, of which none is ever deleted: else each day that goes would
    # lock the register.
    op.execute("ALTER TABLE track_point RENAME TO track_point_ahead")
    op.execute("ALTER TABLE track_point_ahead DROP CONSTRAINT fk_track_point_asset_id_asset")
    op.execute("ALTER TABLE track_point_ahead RENAME CONSTRAINT pk_track_point TO pk_earlier_track")
    op.execute("""
        CREATE TABLE track_point (
            LIKE track_point_ahead INCLUDING DEFAULTS,
            CONSTRAINT pk_track_point PRIMARY KEY (asset_id, at)
        ) PARTITION BY RANGE (at)
    """)
    op.execute("""
        ALTER TABLE track_point ATTACH PARTITION track_point_ahead
        FOR VALUES FROM (MINVALUE) TO (MAXVALUE)
    """)
    for functions in (TRACK_SPANS, TRACK_SPLIT, TRACK_REWRITE, OWNERS_ALONE):
        op.execute(functions)
    # The worker makes the days, by the installation's clock.
    op.execute("""
        SELECT track_split(newest) FROM (
            SELECT max(at AT TIME ZONE 'UTC')::date + 1 AS newest FROM track_point
        ) AS kept WHERE newest IS NOT NULL
    """)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
