"""An offer that nobody decides, and distress in one's region, are alarms that leave the screens."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("offer_waits", postgresql.JSONB(), nullable=True))
    # An alarm that a region is touched is another one in distress; those that stand go on.
    op.execute("""
        UPDATE case_alarm SET key = 'region distress' FROM incident
        WHERE incident.id = case_alarm.incident_id AND incident.phase = 'distress'
            AND case_alarm.cause = 'region' AND case_alarm.key = 'region'
    """)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
