import { parseArgs } from 'node:util';
import { FIRST_ORDER_BREAKS, firstOrder } from './first-order/first-order.js';
import { IDENTITY_BREAKS, identity } from './identity/identity.js';
import { printProof, type ProofRow } from './table.js';

/** What a proof gets and gives. */
export interface ProofOptions {
  /** Guard to take out, or null for the product as it is. */
  readonly broken: string | null;
  /** Only rows whose name contains this. */
  readonly only: string | null;
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
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    break: { type: 'string' },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const name = positionals[0] ?? '';
const proof = PROOFS[name];
const unknownBreak = values.break !== undefined && proof?.breaks.includes(values.break) !== true;
if (proof === undefined || unknownBreak) {
  const known = Object.entries(PROOFS).map(
    ([key, { breaks }]) => `${key} [--break ${breaks.join('|')}]`,
  );
  process.stderr.write(
    `Usage: npm run proof -- NAME [--break GUARD] [--only TEXT] [--seed N]\n${known.join('\n')}\n`,
  );
  process.exit(2);
}
const seed = Number(values.seed);
const rows = await proof.run({
  broken: values.break ?? null,
  only: values.only ?? null,
  seed,
  say: (line) => process.stderr.write(`${line}\n`),
});
printProof(name, seed, rows);
process.exit(rows.every((row) => row.isKept) ? 0 : 1);
