"""Alarms of cases: who is to take them up, and whose contacts are alerted where nobody does."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_alarm",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("waits_for", sa.String(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("taken_up_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_case_alarm_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_case_alarm_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_case_alarm_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_alarm")),
        sa.UniqueConstraint(
            "incident_id",
            "cause",
            "centre_id",
            "key",
            name=op.f("uq_case_alarm_incident_id_cause_centre_id_key"),
        ),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
