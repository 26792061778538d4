#!/bin/sh
# Each night a dump and a base backup (a full one on Sundays), every five minutes a look whether the write-ahead log is
# archived, on the first of the month a drill. What fails is an alarm of the shop, and is tried again the next time.
cli() { node /app/dist/src/cli.js "$@" || echo "failed: $*" >&2; }
last=''
while true; do
  cli backup wal
  today=$(date -u +%F)
  if [ "$(date -u +%H)" -ge "${BACKUP_HOUR:-2}" ] && [ "$last" != "$today" ]; then
    last=$today
    cli backup full
    if [ "$(date -u +%u)" = 7 ]; then cli backup base --type full; else cli backup base --type diff; fi
    [ "$(date -u +%d)" != 01 ] || cli backup drill --admin-url "$ADMIN_URL" --folder /tmp
  fi
  sleep 300 &
  wait $!
done
