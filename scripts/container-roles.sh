#!/bin/sh
# First start of the compose file's database container: the roles of sar/localdb/cluster.py, and the
# password of the one that signs in. The database's own image runs this once, as its superuser.
set -eu

psql --set=ON_ERROR_STOP=1 --set=password="$SAR_DB_PASSWORD" \
  --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
CREATE ROLE sar_owner NOLOGIN;
CREATE ROLE sar_app NOLOGIN;
CREATE ROLE sar_system NOLOGIN BYPASSRLS;
CREATE ROLE sar LOGIN NOINHERIT;
GRANT sar_owner, sar_app, sar_system TO sar;
ALTER ROLE sar PASSWORD :'password';
ALTER DATABASE :"DBNAME" OWNER TO sar_owner;
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
SQL
