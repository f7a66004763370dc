"""Units sent away by one person's word, and the first able unit of a case in distress."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "incident", sa.Column("sent_away", JSONB(), nullable=False, server_default="[]")
    )
    op.add_column(
        "incident", sa.Column("able_tasked", sa.Boolean(), nullable=False, server_default="false")
    )
    op.add_column("incident", sa.Column("untasked", JSONB(), nullable=True))
    for name in ("sent_away", "able_tasked"):
        op.alter_column("incident", name, server_default=None)
    # As far as states tell: of which type a unit is stands in the catalogue.
    op.execute(
        """
        UPDATE incident SET able_tasked = true WHERE EXISTS (
            SELECT FROM deployment AS work WHERE work.incident_id = incident.id AND work.state IN (
                'committed', 'mobilising', 'underway', 'on_scene', 'refuelling', 'loaded',
                'delivered', 'hailed', 'proceeding', 'embarked'))
        """
    )
    # The clock of cases that are in distress already, so that it rings for them too.
    instant = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')"""
    op.execute(
        f"""
        UPDATE incident SET untasked = jsonb_build_object(
            'since', {instant.format("phase_at")},
            'due_at', {instant.format("(phase_at + interval '5 minutes')")},
            'no_able', NULL)
        WHERE state = 'open' AND phase = 'distress' AND NOT able_tasked
        """
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
