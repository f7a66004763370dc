"""Links by which listed centres answer requests, and their States clearances."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("addressee", "clearance"):
        op.add_column(table, sa.Column("link", JSONB(), nullable=True))
    op.create_table(
        "answer_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("addressee_id", sa.Uuid(), nullable=True),
        sa.Column("clearance_id", sa.Uuid(), nullable=True),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("device_hash", sa.LargeBinary(), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(addressee_id IS NULL) <> (clearance_id IS NULL)",
            name=op.f("ck_answer_link_one_purpose"),
        ),
        sa.ForeignKeyConstraint(
            ["addressee_id"], ["addressee.id"], name=op.f("fk_answer_link_addressee_id_addressee")
        ),
        sa.ForeignKeyConstraint(
            ["clearance_id"], ["clearance.id"], name=op.f("fk_answer_link_clearance_id_clearance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_link")),
    )
    op.create_table(
        "answer_link_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["answer_link.id"],
            name=op.f("fk_answer_link_token_link_id_answer_link"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_answer_link_token")),
    )
    op.create_index(op.f("ix_answer_link_token_link_id"), "answer_link_token", ["link_id"])
    for purpose in ("addressee", "clearance"):
        op.create_index(
            f"uq_answer_link_{purpose}",
            "answer_link",
            [f"{purpose}_id"],
            unique=True,
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
