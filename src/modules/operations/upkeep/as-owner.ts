import pg from 'pg';

/** The worker was not given the account that may look after tables; one sentence for the report. */
export class NoOwnerAccount extends Error {
  constructor() {
    super(
      'DATABASE_OWNER_URL is not set for this worker: tables are left to autovacuum, indexes are not rebuilt.',
    );
    this.name = 'NoOwnerAccount';
  }
}

/** Two of these jobs at once would each wait for the other's locks. */
const ONE_AT_A_TIME = 7_310_548_202;

/** What a job that works as the owner is given. */
export interface OwnerSession {
  readonly client: pg.Client;
}

/**
 * Work outside of any transaction with the owner's account on a connection of its own: VACUUM and REINDEX
 * CONCURRENTLY can be done in no other way. Waits for locks 5 s at most: behind one that waits for its lock everybody
 * else waits too.
 *
 * @returns null when another process is at it
 * @throws NoOwnerAccount
 */
export async function asOwner<T>(
  url: string | undefined,
  work: (session: OwnerSession) => Promise<T>,
): Promise<T | null> {
  if (url === undefined) throw new NoOwnerAccount();
  const client = new pg.Client({ connectionString: url, application_name: 'eshop upkeep' });
  // A lost connection is told to the statement that runs; unheard here, it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SET lock_timeout = '5s'; SET statement_timeout = 0`);
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS mine',
      [ONE_AT_A_TIME],
    );
    return rows[0]?.mine === true ? await work({ client }) : null;
  } finally {
    await client.end().catch(() => undefined);
  }
}
