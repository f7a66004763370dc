"""Say since when a position is shared."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEGUN = """
UPDATE shared_position SET since = (
    SELECT min(deployment.from_at) FROM deployment
    WHERE deployment.asset_id = shared_position.asset_id
      AND deployment.incident_id = shared_position.incident_id
      AND (deployment.aboard > 0 OR deployment.state NOT IN
           ('returned', 'recalled', 'stood_down', 'diverted'))
)
"""


def upgrade() -> None:
    """Rows that are there already say when the work began; such as belong to no work are gone."""
    since = sa.Column("since", postgresql.TIMESTAMP(timezone=True), nullable=True)
    op.add_column("shared_position", since)
    op.execute(BEGUN)
    op.execute("DELETE FROM shared_position WHERE since IS NULL")
    op.alter_column("shared_position", "since", nullable=False)


def downgrade() -> None:
    """There is no way back."""
    raise NotImplementedError("the record is not undone: restore a backup")
