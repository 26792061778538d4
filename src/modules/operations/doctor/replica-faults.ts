import pg from 'pg';

const CONNECT_MS = 5_000;
const LAG = `
  SELECT pg_is_in_recovery() AS "isReplica", CASE
    WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
    ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp()) END::float8 AS seconds`;

/** Why the replica cannot be trusted; nothing when there is none or it keeps up. */
export async function replicaFaults(
  url: string | undefined,
  maxSeconds: number,
): Promise<string[]> {
  if (url === undefined) return [];
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ isReplica: boolean; seconds: number | null }>(LAG);
    const [state] = rows;
    if (state?.isReplica !== true) return ['DATABASE_REPLICA_URL leads to no replica'];
    const seconds = Math.round(state.seconds ?? 0);
    return seconds > maxSeconds ? [`${seconds} seconds behind`] : [];
  } catch {
    return ['it does not answer'];
  } finally {
    await client.end().catch(() => undefined);
  }
}
