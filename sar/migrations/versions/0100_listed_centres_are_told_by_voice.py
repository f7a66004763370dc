"""Listed centres are told by voice.

A case said that nobody had told a listed centre, long after it had taken the case over by voice or
answered a request. From now on it keeps which of them were spoken with; of earlier words nothing is
read, as a case changes by recorded writes alone.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0100"
down_revision = "0099"
branch_labels = None
depends_on = None


def upgrade() -> None:
    told: sa.Column[list[dict[str, str]]] = sa.Column(
        "told_by_voice", postgresql.JSONB(), nullable=False, server_default="[]"
    )
    op.add_column("incident", told)
    op.alter_column("incident", "told_by_voice", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
