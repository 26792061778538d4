import { parseArgs } from 'node:util';
import { api, API_BREAKS } from './api/api.js';
import { CATALOGUE_BREAKS, catalogue } from './catalogue/catalogue.js';
import { CHECKOUT_BREAKS, checkout } from './checkout/checkout.js';
import { FIRST_ORDER_BREAKS, firstOrder } from './first-order/first-order.js';
import { IDENTITY_BREAKS, identity } from './identity/identity.js';
import { operations, OPERATIONS_BREAKS } from './operations/operations.js';
import { PAYMENT_BREAKS, payments } from './payments/payments.js';
import { ProofMisused } from './run-parts.js';
import { printProof, type ProofRow } from './table.js';

/** What a proof gets and gives. */
export interface ProofOptions {
  /** Guard to take out, or null for the product as it is. */
  readonly broken: string | null;
  /** Only parts whose name contains this. */
  readonly only: string | null;
  /** Of a part that plays scenes, only those whose names contain this. */
  readonly scene: string | null;
  /** How often what is tried again and again is tried; null: as often as the proof says. */
  readonly rounds: number | null;
  /** How much of what is counted in thousands; null: as much as the proof says. */
  readonly size: number | null;
  /** Decides what is bought. */
  readonly seed: number;
  readonly say: (line: string) => void;
}

interface Proof {
  readonly breaks: readonly string[];
  readonly run: (options: ProofOptions) => Promise<ProofRow[]>;
}

const PROOFS: Readonly<Record<string, Proof>> = {
  'first-order': { breaks: FIRST_ORDER_BREAKS, run: firstOrder },
  identity: { breaks: IDENTITY_BREAKS, run: identity },
  checkout: { breaks: CHECKOUT_BREAKS, run: checkout },
  payments: { breaks: PAYMENT_BREAKS, run: payments },
  operations: { breaks: OPERATIONS_BREAKS, run: operations },
  catalogue: { breaks: CATALOGUE_BREAKS, run: catalogue },
  api: { breaks: API_BREAKS, run: api },
};

/** How it is called, with every proof and the guards that it can do without. */
function usage(): string {
  const known = Object.entries(PROOFS).map(([key, { breaks }]) =>
    breaks.length === 0 ? key : `${key} [--break ${breaks.join('|')}]`,
  );
  return `Usage: npm run proof -- NAME [--break GUARD] [--part TEXT] [--scene TEXT] [--rounds N] [--size N] [--seed N]\n${known.join('\n')}`;
}

/** @throws ProofMisused for words that mean nothing here. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        break: { type: 'string' },
        only: { type: 'string' },
        part: { type: 'string' },
        scene: { type: 'string' },
        rounds: { type: 'string' },
        size: { type: 'string' },
        seed: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    throw new ProofMisused(error instanceof Error ? error.message : String(error));
  }
}

function countOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

/** @returns whether everything that was promised was seen. */
async function main(): Promise<boolean> {
  const { values, positionals } = readArguments();
  const name = positionals[0] ?? '';
  const proof = Object.hasOwn(PROOFS, name) ? PROOFS[name] : undefined;
  const unknownBreak = values.break !== undefined && proof?.breaks.includes(values.break) !== true;
  const seed = Number(values.seed);
  const rounds = countOf(values.rounds);
  const size = countOf(values.size);
  const isCountable = [rounds, size].every((n) => n === null || (Number.isSafeInteger(n) && n > 0));
  if (proof === undefined || unknownBreak || !isCountable || !Number.isSafeInteger(seed)) {
    throw new ProofMisused(usage());
  }
  const rows = await proof.run({
    broken: values.break ?? null,
    only: values.part ?? values.only ?? null,
    scene: values.scene ?? null,
    rounds,
    size,
    seed,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  printProof(name, seed, rows);
  return rows.every((row) => row.isKept);
}

try {
  process.exit((await main()) ? 0 : 1);
} catch (error) {
  if (!(error instanceof ProofMisused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
