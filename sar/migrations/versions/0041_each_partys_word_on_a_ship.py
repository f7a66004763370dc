"""Each party's last word on a ship is kept, to reckon from itself; standing ships are counted by
who reported them."""

import sqlalchemy as sa
from alembic import op
from sar.geo.columns import PointColumn

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

WHEN = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ship_sighting",
        sa.Column("ship_id", sa.Uuid(), nullable=False),
        sa.Column("delivered_by", sa.String(), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("course_deg", sa.Float(), nullable=True),
        sa.Column("speed_kn", sa.Float(), nullable=True),
        sa.Column("uncertainty_nm", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("doubted_at", WHEN, nullable=True),
        sa.ForeignKeyConstraint(
            ["ship_id"], ["ship.id"], name=op.f("fk_ship_sighting_ship_id_ship")
        ),
        sa.ForeignKeyConstraint(
            ["delivered_by"], ["party.code"], name=op.f("fk_ship_sighting_delivered_by_party")
        ),
        sa.PrimaryKeyConstraint("ship_id", "delivered_by", name=op.f("pk_ship_sighting")),
    )
    op.execute(_LAST_OF_EACH)
    op.create_index(
        "ix_ship_standing",
        "ship",
        ["reported_by"],
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


# Another party's positions were judged from the reporter's: none of its own was ever doubted.
_LAST_OF_EACH = """
INSERT INTO ship_sighting
    (ship_id, delivered_by, at, point, course_deg, speed_kn, uncertainty_nm, source)
SELECT DISTINCT ON (told.ship_id, told.delivered_by)
    told.ship_id, told.delivered_by, least(told.at, now()), told.point, told.course_deg,
    told.speed_kn, told.uncertainty_nm, told.source
FROM ship_track_point AS told JOIN ship ON ship.id = told.ship_id
WHERE (NOT told.implausible OR told.delivered_by <> ship.reported_by)
    AND coalesce(told.speed_kn, 0) <> 102.3
    AND NOT (abs(ST_X(told.point::geometry)) < 1e-4 AND abs(ST_Y(told.point::geometry)) < 1e-4)
ORDER BY told.ship_id, told.delivered_by, told.at DESC
"""


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
