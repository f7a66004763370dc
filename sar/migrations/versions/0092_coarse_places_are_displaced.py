"""Coarse places are displaced.

Every asset has a secret from which the displacement of its coarse places follows, and another from
now on: what was told before by the cells alone would give away the one that it is told by then.
"""

import sqlalchemy as sa
from alembic import op

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None

DISPLACED_CELL = """
CREATE FUNCTION displaced_cell(place geography, precision_nm double precision, secret integer)
RETURNS geography LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    size_nm double precision := '0.4'::float8 * precision_nm;
    away double precision := '0.67'::float8 / '0.4'::float8;
    mixed bigint := secret::bigint # floor(least(precision_nm, 21600) * 1000)::bigint;
    direction double precision;
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
    mixed := ((mixed # (mixed >> 16)) * 2146121005) & 2147483647;
    mixed := ((mixed # (mixed >> 15)) * 74229387) & 2147483647;
    mixed := ((mixed # (mixed >> 16)) * 739982445) & 2147483647;
    direction := radians((mixed # (mixed >> 15)) % 360);
    bands := ceil(10800 / size_nm);
    band := floor((ST_Y(place::geometry) + 90) * bands / 180 + 0.5 + away * cos(direction));
    IF band <= 0 OR band >= bands THEN
        lat := CASE WHEN band <= 0 THEN -90 ELSE 90 END;
        RETURN ST_SetSRID(ST_MakePoint(0, lat), 4326)::geography;
    END IF;
    lat := band * 180 / bands - 90;
    widest_lat := greatest(0, abs(lat) - 180 / bands / 2);
    cells := greatest(1, ceil(21600 * cos(radians(widest_lat)) / size_nm));
    cell := floor((ST_X(place::geometry) + 180) * cells / 360 + away * sin(direction));
    cell := cell - cells * floor(cell / cells);
    RETURN ST_SetSRID(ST_MakePoint((cell + 0.5) * 360 / cells - 180, lat), 4326)::geography;
END $$;
"""
"""The centre of the cell of the displaced place, as `geo/geodesy.displaced_cell` has it."""

DRAWN_SECRET = """
CREATE FUNCTION drawn_secret() RETURNS integer LANGUAGE sql VOLATILE AS $$
    SELECT (('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint & 2147483647)::integer
$$;
"""
"""By the database's strong random numbers: those of random() follow from one another."""

ASSET_IS_DISPLACED = """
CREATE FUNCTION asset_is_displaced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO displacement (asset_id, from_at, secret)
    SELECT id, '1900-01-01 00:00:00+00', drawn_secret() FROM registered;
    RETURN NULL;
END $$;

CREATE TRIGGER asset_is_displaced AFTER INSERT ON asset
    REFERENCING NEW TABLE AS registered
    FOR EACH STATEMENT EXECUTE FUNCTION asset_is_displaced();
"""
"""Whoever registers an asset draws its first secret."""

DRAWN = """
INSERT INTO displacement (asset_id, from_at, secret)
SELECT asset.id, since.at, drawn_secret()
FROM asset, (VALUES ('1900-01-01 00:00:00+00'::timestamptz), (now())) AS since(at)
"""


def upgrade() -> None:
    op.create_table(
        "displacement",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_displacement_asset_id_asset")
        ),
        sa.PrimaryKeyConstraint("asset_id", "from_at", name=op.f("pk_displacement")),
    )
    op.create_table(
        "exact_sharing",
        sa.Column("grantor", sa.String(), nullable=False),
        sa.Column("grantee", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["grantee"], ["party.code"], name=op.f("fk_exact_sharing_grantee_party")
        ),
        sa.ForeignKeyConstraint(
            ["grantor"], ["party.code"], name=op.f("fk_exact_sharing_grantor_party")
        ),
        sa.PrimaryKeyConstraint("grantor", "grantee", name=op.f("pk_exact_sharing")),
    )
    op.execute(DISPLACED_CELL)
    op.execute(DRAWN_SECRET)
    op.execute(ASSET_IS_DISPLACED)
    op.execute(DRAWN)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
