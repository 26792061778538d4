import fc from 'fast-check';
import type { Pool } from 'pg';
import { DomainError } from '../../../../common/errors/domain-error.js';
import { type Action, actions, perform, plans, type UseCases } from './rights-actions.js';
import { RightsWorld } from './rights-world.js';

/** How long to look, and from which seed. */
export interface RightsPropertyOptions {
  readonly runs: number;
  readonly seed?: number | undefined;
}

/** What was tried; a run in which nobody did anything would prove nothing. */
export interface RightsPropertyResult {
  readonly runs: number;
  readonly accepted: number;
  readonly refused: number;
  /** Accepted ones by their kind. */
  readonly kinds: Readonly<Record<string, number>>;
}

/**
 * For random roles, parents and staff, and whatever these try, alone or two at once: what they may do,
 * taken together, never grows. Works on a database of its own through the real use cases.
 *
 * @param use a Nest context with the modules of access, users and auth
 * @param owner a pool of the account that may write every table of the same database
 * @throws Error with the smallest plan and steps that gained a right, and the seed
 */
export async function checkRightsNeverGrow(
  use: UseCases,
  owner: Pool,
  { runs, seed }: RightsPropertyOptions,
): Promise<RightsPropertyResult> {
  const world = new RightsWorld(owner);
  const kinds: Record<string, number> = {};
  let [accepted, refused] = [0, 0];
  const property = fc.asyncProperty(plans, actions, async (plan, steps) => {
    await world.reset(plan);
    const before = await world.heldRights();
    for (const step of inTurns(steps)) {
      const results = await Promise.allSettled(step.map((one) => perform(one, world, use)));
      for (const [index, result] of results.entries()) {
        if (result.status === 'rejected') assertRefusal(result.reason);
        if (result.status === 'rejected') refused += 1;
        else accepted += 1;
        const kind = step[index]?.kind;
        if (result.status === 'fulfilled' && kind) kinds[kind] = (kinds[kind] ?? 0) + 1;
      }
      const gained = [...(await world.heldRights())].filter((right) => !before.has(right));
      if (gained.length > 0) throw new Error(`They gained ${gained.join(', ')}`);
    }
  });
  await fc.assert(property, {
    numRuns: runs,
    interruptAfterTimeLimit: 600_000,
    ...(seed === undefined ? {} : { seed }),
  });
  return { runs, accepted, refused, kinds };
}

/** Steps that are taken together: an overlapping one with the one after it. */
function inTurns(steps: readonly Action[]): Action[][] {
  const turns: Action[][] = [];
  for (const [index, step] of steps.entries()) {
    const last = turns.at(-1);
    if (last && steps[index - 1]?.overlaps === true && last.length === 1) last.push(step);
    else turns.push([step]);
  }
  return turns;
}

/** A refusal is an answer; anything else is a fault of the program. */
function assertRefusal(reason: unknown): void {
  if (!(reason instanceof DomainError) || reason.kind === 'internal') throw reason;
}
