"""Situation reports are issued with a number, and kept as they left."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sitrep",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to_centre_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("without_sources", sa.String(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_sitrep_incident_id_incident")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_sitrep_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["to_centre_id"], ["centre.id"], name=op.f("fk_sitrep_to_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_sitrep_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitrep")),
        sa.UniqueConstraint(
            "incident_id", "centre_id", "number", name=op.f("uq_sitrep_incident_id_centre_id_number")
        ),
    )
    op.create_index(op.f("ix_sitrep_incident_id"), "sitrep", ["incident_id"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
