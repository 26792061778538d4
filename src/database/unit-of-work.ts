import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient, QueryResult } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import type { RequestContext } from '../common/request-context.js';
import { ENV, type Env } from '../config/env.js';
import { constraintError, isRetryable } from './pg-errors.js';
import { settingsOf } from './settings.js';
import { closeTx, openTx, sessionOf, type Tx } from './tx.js';

export { afterCommit, type Tx } from './tx.js';

const MAX_RETRIES = 3;

/** The only place that opens transactions: one `run` per command. */
@Injectable()
export class UnitOfWork {
  /** Contexts with an open transaction: nesting is refused without hidden state. */
  private readonly open = new WeakSet<RequestContext>();
  private retried = 0;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** How often work was done again after a deadlock or serialization failure; for metrics. */
  get retries(): number {
    return this.retried;
  }

  /**
   * Runs the work in one transaction that knows who acts and whose rows he may see
   * (`settings.ts`, in the BEGIN message). On 40001 and 40P01 it runs the whole work again, at most three times,
   * each in a new transaction: the work must not touch anything but `tx`.
   *
   * @throws the work's own errors; violated constraints as their registered domain errors;
   * Error when the context already has an open transaction (parallel work needs a context each).
   */
  async run<T>(ctx: RequestContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.open.has(ctx)) {
      throw new Error('This context already has a transaction open: hand its tx on');
    }
    this.open.add(ctx);
    try {
      return await this.withRetries(ctx, work);
    } catch (error) {
      throw constraintError(error) ?? error;
    } finally {
      this.open.delete(ctx);
    }
  }

  private async withRetries<T>(ctx: RequestContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.once(ctx, work);
      } catch (error) {
        if (!isRetryable(error) || attempt >= MAX_RETRIES) throw error;
        this.retried += 1;
        await sleep(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  private async once<T>(ctx: RequestContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    let broken: Error | undefined;
    let hints: readonly (() => void)[] = [];
    try {
      const client = (await runner.connect()) as PoolClient;
      const tx = this.adopt(runner, client);
      try {
        await client.query(`BEGIN; ${settingsOf(ctx)}`);
        const result = await work(tx);
        await commit(client);
        hints = sessionOf(tx).hints;
        return result;
      } catch (error) {
        broken = await rollback(client);
        throw error;
      } finally {
        closeTx(tx);
        setTransactionActive(runner, false);
      }
    } finally {
      await release(runner, broken);
      giveHints(hints);
    }
  }

  /**
   * Tells TypeORM that a transaction is open (it did not see our BEGIN), so that `save()` does
   * not start and commit one of its own.
   */
  private adopt(runner: QueryRunner, client: PoolClient): Tx {
    setTransactionActive(runner, true);
    const refuse = (): Promise<never> =>
      Promise.reject(new Error('Transactions are opened by UnitOfWork.run alone'));
    Object.assign(runner.manager, { transaction: refuse });
    return openTx(runner.manager, { client, named: this.env.DATABASE_NAMED_STATEMENTS, hints: [] });
  }
}

/** COMMIT of a failed transaction answers ROLLBACK without an error: that must not pass. */
async function commit(client: PoolClient): Promise<void> {
  const result: QueryResult = await client.query('COMMIT');
  if (result.command === 'COMMIT') return;
  throw new Error('The transaction had failed before its commit: an error was swallowed in it');
}

/** @returns the error when the connection can no longer be used. */
async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error('ROLLBACK failed');
  }
}

/** Hands the connection back; a broken one is thrown away instead of poisoning the pool. */
async function release(runner: QueryRunner, broken: Error | undefined): Promise<void> {
  if (broken && 'releasePostgresConnection' in runner) {
    const destroy = runner.releasePostgresConnection as (error: Error) => Promise<void>;
    await destroy.call(runner, broken);
    return;
  }
  await runner.release();
}

/** The work is committed: a hint that fails must not turn it into an error. */
function giveHints(hints: readonly (() => void)[]): void {
  try {
    for (const hint of hints) hint();
  } catch (error) {
    new Logger(UnitOfWork.name).warn(error, 'A hint after a commit failed');
  }
}

function setTransactionActive(runner: QueryRunner, active: boolean): void {
  Object.assign(runner, { isTransactionActive: active });
}
