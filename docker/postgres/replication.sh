#!/bin/sh
# Once, when the primary's folder is made: the account of the replica, and the way in for it.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<SQL
CREATE ROLE eshop_replication REPLICATION LOGIN PASSWORD '$REPLICATION_DB_PASSWORD';
SQL
echo 'host replication eshop_replication all scram-sha-256' >> "$PGDATA/pg_hba.conf"
