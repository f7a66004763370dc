"""Logins are unique within a party."""

from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f('uq_person_login'), 'person', type_='unique')
    op.create_unique_constraint(op.f('uq_person_party_code_login'), 'person', ['party_code', 'login'])
    # The demo's logins carried their party in front (ita.watch); it is written ITA/watch now.
    op.execute(
        "UPDATE person p SET login = substr(login, length(party_code) + 2)"
        " WHERE EXISTS (SELECT FROM installation WHERE exercise)"
        " AND starts_with(login, lower(party_code) || '.')"
        " AND length(login) > length(party_code) + 2"
        " AND NOT EXISTS (SELECT FROM person other WHERE other.party_code = p.party_code"
        "  AND other.login = substr(p.login, length(p.party_code) + 2))"
    )


def downgrade() -> None:
    raise NotImplementedError("the record is not undone: restore a backup")
