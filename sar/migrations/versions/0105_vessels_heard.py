"""Vessels that feeds hear and no register has: their last positions, particulars and short
tracks."""

import sqlalchemy as sa
from alembic import op

from sar.geo.columns import PointColumn

revision = "0105"
down_revision = "0104"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "feed", sa.Column("vessels_dropped", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.alter_column("feed", "vessels_dropped", server_default=None)
    op.create_table(
        "heard_vessel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("mmsi", sa.String(), nullable=False),
        sa.Column("first_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("heard_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("point", PointColumn(), nullable=True),
        sa.Column("course_deg", sa.Float(), nullable=True),
        sa.Column("speed_kn", sa.Float(), nullable=True),
        sa.Column("uncertainty_nm", sa.Float(), nullable=False),
        sa.Column("doubted_since", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("doubted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("doubted_point", PointColumn(), nullable=True),
        sa.Column("tracked_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("told_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("callsign", sa.String(), nullable=True),
        sa.Column("imo", sa.String(), nullable=True),
        sa.Column("ship_type", sa.Integer(), nullable=True),
        sa.Column("length_m", sa.Integer(), nullable=True),
        sa.Column("beam_m", sa.Integer(), nullable=True),
        sa.Column("draught_m", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_heard_vessel_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heard_vessel")),
    )
    op.create_index(
        "uq_heard_vessel_party_code_feed_mmsi",
        "heard_vessel",
        ["party_code", "feed", "mmsi"],
        unique=True,
    )
    op.create_index("ix_heard_vessel_point", "heard_vessel", ["point"], postgresql_using="gist")
    op.create_index("ix_heard_vessel_heard_at", "heard_vessel", ["heard_at"])
    op.create_table(
        "heard_vessel_point",
        sa.Column("vessel_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("point", PointColumn(), nullable=False),
        sa.Column("course_deg", sa.Float(), nullable=True),
        sa.Column("speed_kn", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vessel_id"],
            ["heard_vessel.id"],
            name=op.f("fk_heard_vessel_point_vessel_id_heard_vessel"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vessel_id", "at", name=op.f("pk_heard_vessel_point")),
    )
    op.create_index("ix_heard_vessel_point_at", "heard_vessel_point", ["at"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
