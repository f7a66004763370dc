"""Units tell their service, arms and sensors, ships their flag, reports what they told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset", sa.Column("service", sa.Text(), nullable=True))
    op.add_column("asset", sa.Column("armed", sa.Boolean(), nullable=True))
    op.add_column(
        "asset", sa.Column("sensors", ARRAY(sa.Text()), nullable=False, server_default="{}")
    )
    op.alter_column("asset", "sensors", server_default=None)
    op.add_column("ship", sa.Column("flag", sa.String(), nullable=True))
    for table, name in (("clearance", "particulars"), ("clearance", "mission"), ("sitrep", "told")):
        op.add_column(table, sa.Column(name, JSONB(), nullable=False, server_default="{}"))
        op.alter_column(table, name, server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
