"""Positions have a reason for which they are doubted, the instant at which they came and their
place in the order of coming; the memory of each track is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0107"
down_revision = "0106"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No default for rows that stand: nobody knows when they came, and none is rewritten.
    op.execute("CREATE SEQUENCE track_point_sequence")
    op.execute("""
        ALTER TABLE track_point
            ADD doubt text,
            ADD received_at timestamptz,
            ADD sequence bigint
    """)
    op.execute("""
        ALTER TABLE track_point ALTER sequence SET DEFAULT nextval('track_point_sequence')
    """)
    op.execute("""
        ALTER TABLE fix
            ADD doubt text,
            ADD received_at timestamptz,
            ADD doubted_for text,
            ADD doubted_nm float8
    """)
    op.create_table(
        "track_memory",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("memory", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["asset.id"], name=op.f("fk_track_memory_asset_id_asset")
        ),
        sa.PrimaryKeyConstraint("asset_id", name=op.f("pk_track_memory")),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
