import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';

declare const inTx: unique symbol;

/** The manager of an open transaction; only the unit of work can make one. */
export type Tx = EntityManager & { readonly [inTx]: true };

/** The connection under a transaction, and whether statements may keep their names on it. */
export interface TxSession {
  readonly client: PoolClient;
  readonly named: boolean;
  /** What to tell others once it is committed; dropped on rollback. */
  readonly hints: (() => void)[];
}

const sessions = new WeakMap<EntityManager, TxSession>();

/** Ties a manager to its connection. For the unit of work alone. */
export function openTx(manager: EntityManager, session: TxSession): Tx {
  sessions.set(manager, session);
  return manager as Tx;
}

/** Cuts the tie, so that a `tx` kept beyond its transaction cannot do harm. */
export function closeTx(tx: Tx): void {
  sessions.delete(tx);
}

/**
 * The connection of a transaction.
 *
 * @throws Error when the transaction is over.
 */
export function sessionOf(tx: Tx): TxSession {
  const session = sessions.get(tx);
  if (!session) throw new Error('The transaction of this tx is over');
  return session;
}

/**
 * Runs a callback after the commit, never after a rollback. Only a hint ("look now, not in a
 * second"): a crash in between loses it, so nothing may depend on it. It must return at once.
 */
export function afterCommit(tx: Tx, hint: () => void): void {
  sessionOf(tx).hints.push(hint);
}
