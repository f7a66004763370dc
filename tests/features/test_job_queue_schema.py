"""The queue's tables in our migrations are those that the installed procrastinate works on."""

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, create_engine, text

from sar.database_roles import DatabaseRole, role_url
from tests.world import World

DESCRIBED = text("""
SELECT 'column', table_name || '.' || column_name,
       concat_ws(' ', data_type, udt_name, character_maximum_length, is_nullable, column_default,
                 identity_generation)
FROM information_schema.columns
WHERE table_schema = :schema AND table_name LIKE 'procrastinate%'
UNION ALL
SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text LIKE '%procrastinate%'
    AND connamespace = CAST(:schema AS regnamespace)
UNION ALL
SELECT 'index', indexname, indexdef FROM pg_indexes
WHERE schemaname = :schema AND tablename LIKE 'procrastinate%'
UNION ALL
SELECT 'trigger', tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t
JOIN pg_class c ON c.oid = tgrelid
WHERE NOT tgisinternal AND c.relname LIKE 'procrastinate%'
    AND c.relnamespace = CAST(:schema AS regnamespace)
UNION ALL
SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc
WHERE proname LIKE 'procrastinate%' AND pronamespace = CAST(:schema AS regnamespace)
UNION ALL
SELECT 'label', typname, string_agg(enumlabel, ' ' ORDER BY enumsortorder)
FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
WHERE typname LIKE 'procrastinate%' AND typnamespace = CAST(:schema AS regnamespace)
GROUP BY typname
""")


def described(connection: Connection, schema: str) -> dict[tuple[str, str], str]:
    """Everything of the queue in a schema, by kind and name, without the schema's name."""
    rows = connection.execute(DESCRIBED, {"schema": schema})
    return {(kind, name): told.replace(f"{schema}.", "") for kind, name, told in rows}


def test_the_queue_is_as_the_installed_procrastinate_wants_it(seeded: tuple[str, World]) -> None:
    """If not, a revision of ours has to take over procrastinate's own migrations (decision 16)."""
    engine = create_engine(role_url(seeded[0], DatabaseRole.OWNER))
    with engine.connect() as connection:
        ours = described(connection, "public")
        connection.execute(text("CREATE SCHEMA wanted"))
        connection.execute(text("SET LOCAL search_path = wanted"))
        connection.execute(text(SchemaManager.get_schema()))
        wanted = described(connection, "wanted")
        connection.rollback()
    engine.dispose()
    assert len(wanted) > 50
    assert ours == wanted
