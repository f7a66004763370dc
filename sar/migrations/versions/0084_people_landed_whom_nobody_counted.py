"""People were landed, or went to another unit, whom nobody has counted: not counted is not zero."""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in (("deployment", "uncounted_delivered"), ("deployment_step", "uncounted")):
        op.add_column(
            table, sa.Column(column, sa.Boolean(), nullable=False, server_default="false")
        )
        op.alter_column(table, column, server_default=None)
    op.execute(
        "UPDATE deployment_step SET uncounted = true"
        " WHERE action IN ('load', 'embark') AND persons IS NULL"
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
