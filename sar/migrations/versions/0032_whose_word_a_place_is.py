"""A position that is not believed does not become the place that is reckoned from; ships tell who
doubts them, may be withdrawn, and keep each party's positions apart."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

WHEN = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.add_column("fix", sa.Column("doubted_at", WHEN, nullable=True))
    op.execute(_LAST_BELIEVED)
    op.add_column("ship", sa.Column("doubted_at", WHEN, nullable=True))
    op.add_column("ship", sa.Column("withdrawn_at", WHEN, nullable=True))
    op.add_column(
        "ship",
        sa.Column(
            "doubts",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            server_default=sa.text("'[]'::jsonb"),
        ),
    )
    op.alter_column("ship", "doubts", server_default=None)
    op.drop_constraint("uq_ship_mmsi", "ship", type_="unique")
    op.create_index(
        "uq_ship_mmsi",
        "ship",
        ["mmsi"],
        unique=True,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_constraint("pk_ship_track_point", "ship_track_point", type_="primary")
    op.create_primary_key(
        "pk_ship_track_point", "ship_track_point", ["ship_id", "delivered_by", "at"]
    )


_LAST_BELIEVED = """
UPDATE fix SET
    at = sound.at, point = sound.point, course_deg = sound.course_deg,
    speed_kn = sound.speed_kn, uncertainty_nm = sound.uncertainty_nm, source = sound.source,
    implausible = false, doubted_at = fix.at
FROM (
    SELECT DISTINCT ON (asset_id) *
    FROM track_point WHERE NOT implausible ORDER BY asset_id, at DESC
) AS sound
WHERE fix.implausible AND sound.asset_id = fix.asset_id
"""


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
