"""The database's side of assets: what no program may break, and the numbering of positions."""

from typing import Final

POSITIONS_LOCK: Final = 0x534152504F534954
"""The advisory lock's key ("SARPOSIT"), held from taking a mark until the commit."""

POSITIONS_CHANNEL: Final = "sar_positions"

PEAK_BOUND: Final = """
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

COMMITMENT_WITHIN_QUANTITY: Final = """
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

ASSET_QUANTITY_COVERS_BOUND: Final = """
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

NEXT_MARK: Final = f"""
CREATE OR REPLACE FUNCTION next_position_mark() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({POSITIONS_LOCK});
    RETURN 1 + greatest(
        (SELECT coalesce(max(mark), 0) FROM fix), (SELECT coalesce(max(mark), 0) FROM ship)
    );
END $$;
"""  # noqa: S608 only a constant goes in
"""Head + 1 under a lock held until the commit: a reader that follows marks never misses one."""

DDL: Final = (PEAK_BOUND, COMMITMENT_WITHIN_QUANTITY, ASSET_QUANTITY_COVERS_BOUND, NEXT_MARK)
