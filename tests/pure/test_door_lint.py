"""The access lint finds a planted read of each kind, and is silent on what is allowed."""

import pytest

from tests import door_lint
from tests.door_lint import faults_in, guarded_tables, stale

TABLES = guarded_tables()
STRANGER = "live/hub.py"

FROM_MODELS = "from sar.assets.models import Asset, Fix, Ship\n"


@pytest.mark.parametrize(
    "planted",
    [
        FROM_MODELS + "select(Asset)",
        FROM_MODELS + "select(col(Asset.id)).limit(1)",
        FROM_MODELS + "select(func.count()).select_from(Asset)",
        FROM_MODELS + "await db.get(Asset, asset_id)",
        FROM_MODELS + "await db.get(entity=Asset, ident=asset_id)",
        FROM_MODELS + "await db.refresh(Asset)",
        FROM_MODELS + "select(Centre).join(Asset, true())",
        FROM_MODELS + "select(Centre).outerjoin(Asset, true())",
        FROM_MODELS + "other = aliased(Asset)",
        FROM_MODELS + "exists().where(col(Asset.id) == 1)",
        FROM_MODELS + "select(func.now()).where(col(Asset.id) == 1)",
        FROM_MODELS + "query = query.where(col(Asset.id) == 1)",
        FROM_MODELS + "query = query.order_by(Asset.name)",
        FROM_MODELS + "update(Asset).values(name='').returning(Asset)",
        FROM_MODELS + "delete(Centre).where(col(Centre.id) == col(Asset.id))",
        FROM_MODELS + "delete(Centre).where(col(Centre.id).in_(select(Asset.id)))",
        FROM_MODELS + "things = Asset\nselect(things)",
        "from sar.assets.models import Asset as Thing\nselect(Thing)",
        "from sar.assets import models\nselect(models.Asset)",
        "from sar.assets import models as tables\nselect(col(tables.Asset.id))",
        "import sar.assets.models\nselect(sar.assets.models.Asset)",
        "from sar.assets.visible import Asset\nselect(Asset)",
        "def late():\n    from sar.assets.models import Asset\n    return select(Asset)",
        "text('SELECT name FROM asset WHERE id = :id')",
        "text('SELECT 1 FROM centre c JOIN asset a ON a.centre_id = c.id')",
        "text('SELECT 1 FROM public.\"asset\"')",
        "text(f'SELECT {columns} FROM asset')",
        "text('select name from asset where id = :id')",
        "text('Select 1 From centre c Join asset a On a.centre_id = c.id')",
        "text('SELECT 1 FROM ASSET')",
        "await db.execute(text('delete from only asset'))",
        "await connection.exec_driver_sql('update asset set name = 1')",
        "await cursor.execute('insert into asset (name) values (1)')",
        "await cursor.execute(query='merge into centre c using asset a on true')",
        "_READ = 'select name from asset'\nawait cursor.execute(_READ, [])",
        "READ: Final = 'select name' ' from asset'\nrows = text(READ)",
        "class Rows:\n    READ = 'select 1 from asset'\n    rows = text(READ)",
        "text('SELECT 1 FROM centre, asset')",
        "text('SELECT 1 FROM centre c, public.asset a WHERE c.id = a.centre_id')",
        "text('select 1 from centre as c , only \"asset\" as a')",
        "text('SELECT 1 FROM centre, party, LATERAL (SELECT 1) one, asset')",
        "text('SELECT 1 FROM (SELECT 1, 2) one, asset')",
        "text('SELECT 1 FROM (SELECT 1 FROM centre, asset) one')",
        "text('SELECT 1 FROM unnest(CAST(:a AS text[]), :b) WITH ORDINALITY AS u(a, b), asset')",
        "text('SELECT 1 FROM centre JOIN party USING (code, name), asset')",
        "text('SELECT 1 FROM (centre CROSS JOIN asset)')",
        "text('SELECT 1 FROM (asset CROSS JOIN centre)')",
        "text('DELETE FROM centre USING party, asset')",
        "text('UPDATE centre SET name = x, code = y FROM party, asset')",
        "text('SELECT 1 FROM centre -- the centre, and\\n, asset')",
        "text('SELECT 1 FROM centre /* its, own */, asset')",
        "text(\"SELECT 1 FROM split(', (', name), asset\")",
        "text('SELECT 1 FROM centre' + ', asset')",
        "text(f'SELECT 1 FROM {other}, asset')",
        "TABLE = 'asset'\ntext(f'SELECT 1 FROM centre, {TABLE}')",
        "TABLE = 'asset'\ntext('select 1 from ' + TABLE)",
        "_READ = 'SELECT 1 FROM centre, asset'",
        "await rows(f'SELECT 1 FROM centre c, asset {alias}')",
    ],
)
def test_a_read_of_another_packages_table_is_found(planted: str) -> None:
    [fault] = faults_in(STRANGER, planted, TABLES)
    assert "Asset is read outside the access modules of assets" in fault


@pytest.mark.parametrize(
    "allowed",
    [
        FROM_MODELS + "row = Asset(id=1)",
        FROM_MODELS + "def name_of(asset: Asset) -> str:\n    return asset.name",
        FROM_MODELS + "update(Asset).where(col(Asset.id) == 1).values(name='')",
        FROM_MODELS + "delete(Asset).where(col(Asset.id) == 1)",
        FROM_MODELS + "insert(Asset).values(rows).returning(Asset.id)",
        FROM_MODELS + "delete(Asset).where(col(Asset.id) == 1).returning(Asset.id)",
        "from sar.parties.models import Centre\nselect(Centre)",
        "class Asset: ...\nselect(Asset)",
        "kinds.get(Kind.ASSET)",
        'def load():\n    """Rows FROM asset, read elsewhere."""',
        "text('SELECT 1 FROM asset_type')",
        "'From asset to ship'",
        "'from centre, asset and ship'",
        "words = 'from asset to ship'\nfilled(words)",
        "text('SELECT 1, asset FROM centre')",
        "text('SELECT 1 FROM centre WHERE name IN (a, asset)')",
        "text('SELECT 1 FROM centre GROUP BY name, asset ORDER BY name, asset')",
        "text('SELECT (SELECT 1 FROM centre), asset')",
        "text('SELECT 1 FROM centre WHERE (name, asset) = (SELECT 1, 2)')",
        "text('SELECT 1 FROM one(name, asset)')",
        "text('SELECT 1 FROM asset(:id)')",
        "text('SELECT 1 FROM asset.centre')",
        "text('SELECT 1 FROM centre AS one (name, asset)')",
        "text('SELECT 1 FROM centre JOIN party USING (asset, name)')",
        "text('UPDATE centre SET name = 1, asset = 2')",
        "text('INSERT INTO centre (name, asset) VALUES (1, 2) RETURNING name, asset')",
        "text('SELECT name IS DISTINCT FROM asset, asset FROM centre')",
        "text('SELECT name IS NOT DISTINCT FROM asset FROM centre')",
        "text('SELECT 1 FROM centre FOR UPDATE OF centre')",
        "text(\"SELECT ' from asset' FROM centre\")",
        "text('SELECT 1 FROM centre -- from asset')",
        "update(Centre).where(name == 'from asset')",
    ],
)
def test_what_reads_nothing_is_no_fault(allowed: str) -> None:
    assert faults_in(STRANGER, allowed, TABLES) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.class_name)
def test_every_guarded_table_is_found_in_a_strangers_module(table: door_lint.Table) -> None:
    module = f"sar.{table.package}.models"
    by_class = f"from {module} import {table.class_name}\nselect({table.class_name})"
    by_sql = "text('SELECT * FROM @')".replace("@", table.table_name)
    for planted in (by_class, by_sql):
        [fault] = faults_in(STRANGER, planted, TABLES)
        assert f": {table.class_name} is read outside" in fault
    for place in door_lint.ACCESS[table.package]:
        assert faults_in(place, by_class, TABLES) == []


def test_agreements_and_clearances_are_guarded() -> None:
    guarded = {table.class_name for table in TABLES}
    agreements = {"Agreement", "AgreementParty", "Version", "Signature", "Term", "TermPair"}
    assert agreements | {"Clearance", "Asset", "Incident", "Deployment"} <= guarded


def test_an_exception_opens_only_the_tables_it_names() -> None:
    place, (tables, _) = next(iter(door_lint.EXCEPTIONS.items()))
    named = "".join(
        f"from sar.{table.package}.models import {table.class_name}\nselect({table.class_name})\n"
        for table in TABLES
        if table.class_name in tables
    )
    other = "from sar.incidents.models import LogLine\nselect(LogLine)\n"
    [fault] = faults_in(place, named + other, TABLES)
    assert "LogLine" in fault


def test_a_listed_module_without_need_is_a_fault() -> None:
    gone = stale({}, TABLES)
    assert (
        "sar/assets/access.py is listed as an access module of assets and reads nothing of it"
        in (gone)
    )
    assert (
        "sar/incidents/informing/involving.py is listed as reading SharedPosition and does not"
        in gone
    )
    reads = {"assets/access.py": "from sar.assets.models import Asset\nselect(Asset)"}
    assert not any("assets/access.py" in fault for fault in stale(reads, TABLES))
