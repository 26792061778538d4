#!/bin/sh
# Makes a copy of the primary where there is none yet, and follows it. A slot keeps the log until it was
# read, at most 4 GB (max_slot_wal_keep_size): a replica that was away for longer is made anew (remove its volume).
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chmod 0700 "$PGDATA"
  slot=$(psql "$PRIMARY_URL" -Atc "SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'replica_1'" || echo 1)
  create=$([ "$slot" = 0 ] && echo --create-slot || true)
  pg_basebackup --dbname="$PRIMARY_URL" --pgdata="$PGDATA" --write-recovery-conf --wal-method=stream \
    --slot=replica_1 $create --checkpoint=fast
fi
exec postgres "$@"
