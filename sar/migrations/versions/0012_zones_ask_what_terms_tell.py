"""Zones ask what terms tell."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SNAPPED = """
CREATE FUNCTION snapped(place geography, precision_nm double precision) RETURNS geography
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    bands double precision;
    band double precision;
    lat double precision;
    widest_lat double precision;
    cells double precision;
    cell double precision;
BEGIN
    IF precision_nm = 0 THEN
        RETURN place;
    END IF;
    bands := ceil(10800 / precision_nm);
    band := floor((ST_Y(place::geometry) + 90) * bands / 180 + 0.5);
    IF band = 0 OR band = bands THEN
        lat := CASE WHEN band = 0 THEN -90 ELSE 90 END;
        RETURN ST_SetSRID(ST_MakePoint(0, lat), 4326)::geography;
    END IF;
    lat := band * 180 / bands - 90;
    widest_lat := greatest(0, abs(lat) - 180 / bands / 2);
    cells := greatest(1, ceil(21600 * cos(radians(widest_lat)) / precision_nm));
    cell := floor((ST_X(place::geometry) + 180) * cells / 360);
    cell := cell - cells * floor(cell / cells);
    RETURN ST_SetSRID(ST_MakePoint((cell + 0.5) * 360 / cells - 180, lat), 4326)::geography;
END $$;
"""
"""The centre of the cell of the global grid, as `geo/geodesy.snap` has it."""


def upgrade() -> None:
    op.execute(SNAPPED)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
