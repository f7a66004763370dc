"""Of the dead of a unit, how many were landed; the others are aboard it, as far as anybody told."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "deployment",
        sa.Column("dead_landed", sa.Integer(), nullable=False, server_default="0"),
    )
    op.alter_column("deployment", "dead_landed", server_default=None)
    op.create_check_constraint(
        op.f("ck_deployment_dead_landed"), "deployment", "dead_landed BETWEEN 0 AND dead"
    )
    op.add_column("deployment_step", sa.Column("dead", sa.Integer(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
