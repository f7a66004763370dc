"""Vessels off the air have the trust in their positions, and a memory of their tracks."""

import sqlalchemy as sa
from alembic import op

revision = "0113"
down_revision = "0112"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("doubt", "doubted_for"):
        op.add_column("heard_vessel", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("heard_vessel", sa.Column("doubted_nm", sa.Float(), nullable=True))
    op.add_column("heard_vessel_point", sa.Column("doubt", sa.Text(), nullable=True))
    op.create_table(
        "heard_vessel_memory",
        sa.Column("vessel_id", sa.Uuid(), nullable=False),
        sa.Column("memory", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["vessel_id"],
            ["heard_vessel.id"],
            name=op.f("fk_heard_vessel_memory_vessel_id_heard_vessel"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vessel_id", name=op.f("pk_heard_vessel_memory")),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
