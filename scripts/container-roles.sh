#!/bin/sh
# First start of the compose file's database container: the roles of sar/localdb/cluster.py, and the
# passwords of the two that sign in: one migrates and erases, one serves. The database's own image runs this once, as its superuser.
set -eu

psql --set=ON_ERROR_STOP=1 \
  --set=password="$SAR_DB_PASSWORD" --set=owner_password="$SAR_DB_OWNER_PASSWORD" \
  --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
CREATE ROLE sar_owner NOLOGIN;
CREATE ROLE sar_app NOLOGIN;
CREATE ROLE sar_system NOLOGIN BYPASSRLS;
CREATE ROLE sar LOGIN NOINHERIT PASSWORD :'password';
GRANT sar_app, sar_system TO sar;
CREATE ROLE sar_administrator LOGIN NOINHERIT PASSWORD :'owner_password';
GRANT sar_owner, sar_app TO sar_administrator;
ALTER DATABASE :"DBNAME" OWNER TO sar_owner;
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
SQL
