"""An asset tells the narrowest kind by which a clause may name it: helicopter, aeroplane."""

import sqlalchemy as sa
from alembic import op

revision = "0094"
down_revision = "0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset", sa.Column("narrow", sa.Text(), nullable=True))
    # The helicopters that the catalogue has had until now.
    op.execute("""
        UPDATE asset SET narrow = CASE
            WHEN kind <> 'aircraft' THEN kind
            WHEN type_code IN ('H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8', 'H9', 'H10')
                THEN 'helicopter'
            ELSE 'aeroplane'
        END
    """)
    op.alter_column("asset", "narrow", nullable=False)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
