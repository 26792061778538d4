import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { formatMinor } from './minor-units.js';
import type { Gateway } from './gateway.js';

export type MovementKind = 'authorise' | 'capture' | 'void' | 'refund';
export type MovementState = 'pending' | 'done' | 'failed';

/** One movement of money, in minor units. */
export interface Movement {
  readonly kind: MovementKind;
  /** The gateway's own id of it. */
  readonly id: string;
  readonly amount: number;
  readonly at: string;
  state: MovementState;
}

/** One payment at a gateway. */
export interface Account {
  readonly gateway: Gateway;
  readonly reference: string;
  gatewayPaymentId: string;
  readonly currency: string;
  readonly movements: Movement[];
}

/** Sums of an account, in minor units. */
export interface AccountSums {
  readonly authorised: number;
  readonly captured: number;
  readonly refunded: number;
  /** Asked for, not decided yet; no longer refundable. */
  readonly refundPending: number;
  readonly voided: number;
}

/** The account cannot bear the movement: a fault of the simulator, since gateways check first. */
export class LedgerRefused extends Error {}

/** The book of what really happened to the money, apart from what anybody was told about it. */
export class Ledger {
  private readonly accounts = new Map<string, Account>();

  /** `file`: each movement is also appended there, and read again at the next start. */
  constructor(private readonly file: string | null = null) {
    if (file === null || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line !== '') this.read(JSON.parse(line) as SavedMovement);
    }
  }

  open(account: Omit<Account, 'movements'>): Account {
    const known = this.accounts.get(keyOf(account));
    if (known !== undefined) return known;
    const opened: Account = { ...account, movements: [] };
    this.accounts.set(keyOf(account), opened);
    return opened;
  }

  /** @throws LedgerRefused when more would be captured than authorised or more refunded than captured */
  add(account: Account, movement: Movement): Movement {
    const sums = sumsOf(account);
    const left = {
      authorise: Infinity,
      capture: sums.authorised - sums.voided - sums.captured,
      void: sums.authorised - sums.voided - sums.captured,
      refund: sums.captured - sums.refunded - sums.refundPending,
    }[movement.kind];
    if (!Number.isSafeInteger(movement.amount) || movement.amount < 0 || movement.amount > left) {
      throw new LedgerRefused(`${movement.kind} of ${movement.amount}, possible ${left}`);
    }
    account.movements.push(movement);
    this.save(account, movement);
    return movement;
  }

  /** Decides a pending movement, or takes back a done one. */
  decide(account: Account, id: string, state: MovementState): void {
    const movement = account.movements.find((one) => one.id === id);
    if (movement === undefined) return;
    movement.state = state;
    this.save(account, movement);
  }

  find(reference: string): Account[] {
    return [...this.accounts.values()].filter(
      (account) => account.reference === reference || account.gatewayPaymentId === reference,
    );
  }

  list(gateway?: Gateway): Account[] {
    return [...this.accounts.values()].filter(
      (account) => gateway === undefined || account.gateway === gateway,
    );
  }

  clear(): void {
    this.accounts.clear();
  }

  private save(account: Account, movement: Movement): void {
    if (this.file === null) return;
    const { movements: _movements, ...rest } = account;
    appendFileSync(this.file, `${JSON.stringify({ account: rest, movement })}\n`);
  }

  private read({ account, movement }: SavedMovement): void {
    const opened = this.open(account);
    const index = opened.movements.findIndex(
      ({ id, kind }) => id === movement.id && kind === movement.kind,
    );
    if (index === -1) opened.movements.push(movement);
    else opened.movements[index] = movement;
  }
}

interface SavedMovement {
  readonly account: Omit<Account, 'movements'>;
  readonly movement: Movement;
}

const keyOf = ({ gateway, reference, gatewayPaymentId }: Omit<Account, 'movements'>): string =>
  gateway === 'stripe' || gateway === 'paypal'
    ? `${gateway} ${gatewayPaymentId}`
    : `${gateway} ${reference}`;

/** What moved so far. */
export function sumsOf({ movements }: Account): AccountSums {
  const sum = (kind: MovementKind, state: MovementState): number =>
    movements
      .filter((movement) => movement.kind === kind && movement.state === state)
      .reduce((total, { amount }) => total + amount, 0);
  return {
    authorised: sum('authorise', 'done'),
    captured: sum('capture', 'done'),
    refunded: sum('refund', 'done'),
    refundPending: sum('refund', 'pending'),
    voided: sum('void', 'done'),
  };
}

/** An account for people and tests: decimal amounts. */
export function accountJson(account: Account): Record<string, unknown> {
  const { gateway, reference, gatewayPaymentId, currency } = account;
  const sums = Object.entries({ ...sumsOf(account) } as Record<string, number>).map(
    ([name, amount]) => [name, formatMinor(amount, currency)],
  );
  return {
    gateway,
    reference,
    gatewayPaymentId,
    currency,
    ...(Object.fromEntries(sums) as Record<string, string>),
    movements: account.movements.map((movement) => ({
      ...movement,
      amount: formatMinor(movement.amount, currency),
    })),
  };
}
