"""Expected times tell where a unit takes fuel, and keep the stop that it has ahead.

A unit that had a stop on its way was expected without it once it was under way: what is left of its
fuel is not known, and full tanks were taken. Times are worked out anew within the minute.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0101"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    stops: sa.Column[list[dict[str, object]]] = sa.Column(
        "fuel_stops", postgresql.JSONB(), nullable=False, server_default="[]"
    )
    op.add_column("expected_time", stops)
    op.alter_column("expected_time", "fuel_stops", server_default=None)
    tank: sa.Column[bool] = sa.Column("full_tank", sa.Boolean(), nullable=False, server_default="false")
    op.add_column("expected_time", tank)
    op.alter_column("expected_time", "full_tank", server_default=None)
    op.add_column("expected_time", sa.Column("stop", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
