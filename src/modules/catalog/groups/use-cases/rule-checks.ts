import type { Tx } from '../../../../database/unit-of-work.js';
import type { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import type { CollectionRules } from '../domain/collection-rules.js';
import { RulesInvalid } from '../groups.errors.js';

const MAX_TOLD = 20;

/** @throws RulesInvalid with a pointer for each name that the shop does not have */
export async function assertNamesKnown(
  repository: CollectionRulesRepository,
  tx: Tx,
  rules: CollectionRules,
): Promise<void> {
  const missing = await repository.missingNames(tx, rules);
  if (missing.length === 0) return;
  const faults = missing.slice(0, MAX_TOLD).map(({ pointer, kind }) => ({
    pointer,
    code: 'unknown',
    detail: `There is no such ${kind}`,
  }));
  throw new RulesInvalid('The rules name something that is not there', undefined, faults);
}
