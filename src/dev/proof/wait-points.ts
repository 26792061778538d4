import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { isRetryable } from '../../database/pg-errors.js';

/** Any number that nothing else locks. */
const GATE = 4_711_001;
const WAIT_MS = 50_000;
const ATTEMPTS = 5;

/** Where a statement is to stop: a table, the moment, and which row. */
export interface WaitPoint {
  readonly name: string;
  readonly table: string;
  /** `COMMIT` waits at the end of the transaction that touched the row. */
  readonly moment: 'INSERT' | 'UPDATE' | 'COMMIT';
  /** SQL over NEW, such as `NEW.reference = 'x'`. */
  readonly when?: string;
}

/**
 * Makes transactions of a database of our own stop at chosen statements, so that a process can be
 * killed exactly there. The product knows nothing of it: the triggers wait for a lock that we hold.
 */
export class WaitPoints {
  private gatekeeper: pg.PoolClient | null = null;
  private triggers: string[] = [];

  constructor(private readonly owner: pg.Pool) {}

  /** Puts up the triggers and closes the gate. */
  async close(points: readonly WaitPoint[]): Promise<void> {
    await this.owner.query(`
      CREATE OR REPLACE FUNCTION proof_wait() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock_shared(${GATE});
        RETURN NEW;
      END $$`);
    for (const [index, point] of points.entries()) {
      await this.owner.query(triggerText(`proof_wait_${index}`, point));
      this.triggers.push(`proof_wait_${index} ON ${point.table}`);
    }
    this.gatekeeper = await this.owner.connect();
    await this.gatekeeper.query('SELECT pg_advisory_lock($1)', [GATE]);
  }

  /** Waits until so many transactions stand before the gate. */
  async waiting(count: number): Promise<void> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const { rows } = await this.owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND objid = ${GATE}`,
      );
      if ((rows[0]?.n ?? 0) >= count) return;
      if (Date.now() > deadline) throw new Error(`Only ${rows[0]?.n} of ${count} came to the gate`);
      await sleep(10);
    }
  }

  /**
   * Opens the gate and takes the triggers away, each by itself: the shop goes on meanwhile, and one
   * statement that locks several tables would stand in a circle with its transactions.
   */
  async open(): Promise<void> {
    await this.gatekeeper?.query('SELECT pg_advisory_unlock($1)', [GATE]);
    this.gatekeeper?.release();
    this.gatekeeper = null;
    for (const trigger of this.triggers.splice(0)) {
      await this.drop(`TRIGGER IF EXISTS ${trigger}`);
    }
    await this.drop('FUNCTION IF EXISTS proof_wait()');
  }

  /** The lock on a table may still close a circle with what the shop does: then it is asked for again. */
  private async drop(what: string): Promise<void> {
    for (let left = ATTEMPTS - 1; ; left -= 1) {
      try {
        await this.owner.query(`DROP ${what}`);
        return;
      } catch (error) {
        if (left === 0 || !isRetryable(error)) throw error;
      }
    }
  }
}

function triggerText(name: string, point: WaitPoint): string {
  const when = point.when === undefined ? '' : `WHEN (${point.when})`;
  if (point.moment === 'COMMIT') {
    return `CREATE CONSTRAINT TRIGGER ${name} AFTER INSERT OR UPDATE ON ${point.table}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW ${when} EXECUTE FUNCTION proof_wait()`;
  }
  return `CREATE TRIGGER ${name} BEFORE ${point.moment} ON ${point.table}
    FOR EACH ROW ${when} EXECUTE FUNCTION proof_wait()`;
}
