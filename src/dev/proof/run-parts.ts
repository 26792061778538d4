import type { ProofOptions } from './main.js';
import { ProofRig } from './proof-rig.js';
import { judged, type ProofRow } from './table.js';

/** One part of a proof; null when this machine has not what it needs. */
export type ProofPart = readonly [name: string, run: () => Promise<ProofRow | ProofRow[] | null>];

/** The proof was asked for something that it has not; one sentence says what. */
export class ProofMisused extends Error {}

/**
 * Runs the parts of a proof one after the other on a rig of their own, which is taken down again,
 * also when somebody interrupts.
 *
 * @throws ProofMisused when `only` is in no part's name: a proof of nothing must not pass.
 */
export async function runParts(
  { only, seed, say }: ProofOptions,
  partsOf: (rig: ProofRig) => readonly ProofPart[],
): Promise<ProofRow[]> {
  const rig = await ProofRig.open(seed);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Whoever is impatient asks twice: the second time must not leave the servers behind.
    process.on(signal, () => void rig.close().finally(() => process.exit(1)));
  }
  const rows: ProofRow[] = [];
  try {
    const parts = partsOf(rig);
    const chosen = parts.filter(([name]) => only === null || name.includes(only));
    if (chosen.length === 0) {
      throw new ProofMisused(`--part fits none of ${parts.map(([name]) => name).join(', ')}`);
    }
    for (const [name, run] of chosen) {
      say(`… ${name}`);
      const found = await run().catch((error: unknown) => brokenOff(name, error));
      if (found === null) say(`  ${name} was not run: this machine has not what it needs`);
      else rows.push(...(Array.isArray(found) ? found : [found]));
    }
  } finally {
    await rig.close();
  }
  return rows;
}

/** A part that could not be brought to its end is a promise broken; the others are still told. */
function brokenOff(name: string, error: unknown): ProofRow {
  if (error instanceof ProofMisused) throw error;
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return judged(`${name}: broken off`, 0, 'not finished', [why]);
}
