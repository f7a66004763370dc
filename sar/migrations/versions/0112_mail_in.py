"""Feeds that are mailboxes: the last message that was taken, and the messages that came."""

import sqlalchemy as sa
from alembic import op

revision = "0112"
down_revision = "0111"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("mail_uid_validity", "mail_uid"):
        op.add_column("feed", sa.Column(name, sa.BigInteger(), nullable=True))
    op.create_table(
        "feed_mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("feed_id", sa.Uuid(), nullable=False),
        sa.Column("came_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("is_known", sa.Boolean(), nullable=False),
        sa.Column("is_proven", sa.Boolean(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("read_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feed_mail_feed_id_feed")),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["distress_report.id"],
            name=op.f("fk_feed_mail_report_id_distress_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_mail")),
    )
    op.create_index("uq_feed_mail_feed_id_key", "feed_mail", ["feed_id", "key"], unique=True)
    op.create_index("ix_feed_mail_came_at", "feed_mail", ["came_at"])


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
