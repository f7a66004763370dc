"""A term keeps its clause as one document; of it, only what SQL asks for has columns besides."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_ALONE = (
    "grantor",
    "grantees",
    "zone_name",
    "incident_awareness",
    "feeds",
    "may_request",
    "clocks",
    "entry",
    "costs",
    "data_use",
    "command",
    "liability",
    "crew_status",
)
"""The columns that go: the document alone holds them now."""
_TWICE = (
    "article",
    "kinds",
    "types",
    "excluded_types",
    "phases",
    "situations",
    "visibility",
    "position_precision_nm",
    "position_delay_minutes",
)
_INSTANTS = ("valid_from", "valid_until")


def upgrade() -> None:
    op.add_column("term", sa.Column("document", JSONB(), nullable=True))
    same = [f"'{name}', {name}" for name in (*_ALONE, *_TWICE)]
    # With its zone, whatever zone the session is set to.
    told = [
        f"'{name}', to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        for name in _INSTANTS
    ]
    op.execute(f"UPDATE term SET document = jsonb_build_object({', '.join(same + told)})")  # noqa: S608 names of columns
    op.alter_column("term", "document", nullable=False)
    for name in _ALONE:
        op.drop_column("term", name)


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
