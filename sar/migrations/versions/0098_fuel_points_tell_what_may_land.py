"""Fuel points tell what may land there: size and mass of a helicopter, and the runway."""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0097"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("d_value_max_m", "mass_max_t", "runway_m"):
        op.add_column("fuel_point", sa.Column(name, sa.Float(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
