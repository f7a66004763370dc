"""Berths are told near them.

A base that is shared is told instead of coarse places near it: its ship's displacement was given
away by what was told of it there. Cells are smaller and displacements longer, so that who knows the
line of a course by its berth is left with two places on it. What was told before by other cells
would tell of those that it is told by now, so other secrets are drawn for it and from now on.
"""

import sqlalchemy as sa
from alembic import op

from sar.geo.columns import PointColumn

revision = "0099"
down_revision = "0098"
branch_labels = None
depends_on = None

DISPLACED_CELL = """
CREATE FUNCTION displaced_cell(
    place geography, precision_nm double precision, secret integer, berth geography
)
RETURNS geography LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    size_nm double precision := '0.25'::float8 * precision_nm;
    away double precision := '0.8'::float8 / '0.25'::float8;
    near double precision := '1.1'::float8 / '0.25'::float8;
    mixed bigint := secret::bigint # floor(least(precision_nm, 21600) * 1000)::bigint;
    direction double precision;
    bands double precision;
    along double precision;
    band double precision;
    lat double precision;
    cells double precision := 1;
    across double precision;
    up double precision;
    aside double precision;
    cell double precision;
BEGIN
    IF place IS NULL OR precision_nm IS NULL THEN
        RETURN NULL;
    END IF;
    IF precision_nm = 0 THEN
        RETURN place;
    END IF;
    IF secret IS NULL THEN
        RETURN NULL;
    END IF;
    mixed := ((mixed # (mixed >> 16)) * 2146121005) & 2147483647;
    mixed := ((mixed # (mixed >> 15)) * 74229387) & 2147483647;
    mixed := ((mixed # (mixed >> 16)) * 739982445) & 2147483647;
    direction := radians((mixed # (mixed >> 15)) % 360);
    bands := ceil(10800 / size_nm);
    along := (ST_Y(place::geometry) + 90) * bands / 180 + 0.5 + away * cos(direction);
    band := least(greatest(floor(along), 0), bands);
    lat := band * 180 / bands - 90;
    IF band > 0 AND band < bands THEN
        cells := greatest(1, ceil(
            21600 * cos(radians(greatest(0, abs(lat) - 180 / bands / 2))) / size_nm
        ));
    END IF;
    across := (ST_X(place::geometry) + 180) * cells / 360 + away * sin(direction);
    IF berth IS NOT NULL THEN
        up := along - ((ST_Y(berth::geometry) + 90) * bands / 180 + 0.5);
        aside := across - (ST_X(berth::geometry) + 180) * cells / 360;
        aside := aside - cells * floor(aside / cells + 0.5);
        IF up * up + aside * aside <= near * near THEN
            RETURN berth;
        END IF;
    END IF;
    IF band = 0 OR band = bands THEN
        RETURN ST_SetSRID(ST_MakePoint(0, CASE WHEN band = 0 THEN -90 ELSE 90 END), 4326);
    END IF;
    cell := floor(across);
    cell := cell - cells * floor(cell / cells);
    RETURN ST_SetSRID(ST_MakePoint((cell + 0.5) * 360 / cells - 180, lat), 4326)::geography;
END $$;
"""
"""The centre of the cell of the displaced place, or the berth, as `geo/geodesy.displaced_cell` has
it."""

ASSET_IS_DISPLACED = """
CREATE OR REPLACE FUNCTION asset_is_displaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO displacement (asset_id, from_at, secret, berth)
    SELECT id, '1900-01-01 00:00:00+00', drawn_secret(), CASE WHEN base_shared THEN base END
    FROM registered;
    RETURN NULL;
END $$;
"""

DRAWN = """
UPDATE displacement SET
    secret = drawn_secret(), berth = CASE WHEN asset.base_shared THEN asset.base END
FROM asset WHERE asset.id = displacement.asset_id;

INSERT INTO displacement (asset_id, from_at, secret, berth)
SELECT asset.id, now(), drawn_secret(), CASE WHEN asset.base_shared THEN asset.base END FROM asset
ON CONFLICT DO NOTHING;
"""


def upgrade() -> None:
    op.add_column("displacement", sa.Column("berth", PointColumn(), nullable=True))
    op.execute("DROP FUNCTION displaced_cell(geography, double precision, integer)")
    op.execute(DISPLACED_CELL)
    op.execute(ASSET_IS_DISPLACED)
    op.execute(DRAWN)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
