"""A party silences its alarms of another's requests for a time; what is asked of it is counted."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "muting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_code", sa.String(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("of_party", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("party_code <> of_party", name=op.f("ck_muting_another_party")),
        sa.ForeignKeyConstraint(
            ["party_code"], ["party.code"], name=op.f("fk_muting_party_code_party")
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_muting_centre_id_centre")
        ),
        sa.ForeignKeyConstraint(
            ["of_party"], ["party.code"], name=op.f("fk_muting_of_party_party")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_muting")),
    )
    op.create_index(
        "ix_muting_standing",
        "muting",
        ["party_code", "of_party"],
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_addressee_party_code", "addressee")
    op.create_index("ix_addressee_sent_at", "addressee", ["party_code", "sent_at"])
    op.create_index(
        "ix_addressee_unanswered",
        "addressee",
        ["party_code"],
        postgresql_where=sa.text("state = 'sent'"),
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
