"""Distress reports: signals of distress, until somebody has said which case they are of."""

import sqlalchemy as sa
from alembic import op

from sar.geo.columns import PointColumn

revision = "0103"
down_revision = "0102"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "distress_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("heard_party", sa.String(), nullable=False),
        sa.Column("heard_by", sa.String(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("region_centre_id", sa.Uuid(), nullable=True),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("first_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("point", PointColumn(), nullable=True),
        sa.Column("point_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["heard_party"], ["party.code"], name=op.f("fk_distress_report_heard_party_party")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_distress_report_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["party.code"], name=op.f("fk_distress_report_settled_by_party")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_distress_report_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["region_centre_id"],
            ["centre.id"],
            name=op.f("fk_distress_report_region_centre_id_centre"),
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_distress_report_incident_id_incident")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distress_report")),
    )
    op.create_index("ix_distress_report_sender", "distress_report", ["sender", "last_at"])
    op.create_index(
        "ix_distress_report_waiting",
        "distress_report",
        ["party_code"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_distress_report_incident_id", "distress_report", ["incident_id"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
