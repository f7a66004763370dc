"""Any centre involved may hail a ship: the party that did stays on its deployment."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "deployment",
        sa.Column("hailed_by", sa.String(), sa.ForeignKey("party.code"), nullable=True),
    )
    op.create_index("ix_deployment_hailed_by", "deployment", ["hailed_by"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
