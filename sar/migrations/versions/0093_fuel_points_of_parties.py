"""Parties keep fuel points, and open them to units of others by clauses of agreements."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography
from sqlalchemy.dialects import postgresql

revision = "0093"
down_revision = "0092"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fuel_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", Geography("POINT", srid=4326, spatial_index=False), nullable=False),
        sa.Column("fuels", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("crafts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("hours_utc", sa.String(), nullable=False),
        sa.Column("draught_max_m", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_fuel_point_party_code_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fuel_point")),
    )
    op.create_index(
        "ix_fuel_point_standing",
        "fuel_point",
        ["party_code"],
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
