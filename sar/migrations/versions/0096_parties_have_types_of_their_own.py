"""Parties add types of assets of their own."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0096"
down_revision = "0095"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_asset_type",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("based_on", sa.String(), nullable=True),
        sa.Column("definition", postgresql.JSONB(), nullable=False),
        sa.Column("max_kn", sa.Float(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("withdrawn_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_own_asset_type_party_code_party")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_own_asset_type")),
    )
    op.create_index(op.f("ix_own_asset_type_party_code"), "own_asset_type", ["party_code"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
