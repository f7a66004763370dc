"""A listed centre may be mission coordinator by voice, and who led once led until then."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("incident", sa.Column("smc_by_voice", JSONB(), nullable=True))
    op.add_column("involved", sa.Column("led_until", sa.TIMESTAMP(timezone=True)))
    op.execute(
        """
        UPDATE involved SET led_until = last.answered_at
        FROM incident, (
            SELECT incident_id, from_party, max(answered_at) AS answered_at
            FROM coordination WHERE office = 'smc' AND state = 'accepted'
            GROUP BY incident_id, from_party
        ) AS last
        WHERE incident.id = involved.incident_id AND incident.lead_party <> involved.party_code
          AND last.incident_id = involved.incident_id AND last.from_party = involved.party_code
        """
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
