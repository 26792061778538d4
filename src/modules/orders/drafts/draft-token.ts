import type { OrderTokens } from '../data/order-tokens.js';
import type { StaffDraft } from './drafts.types.js';

/** The secret that opens a draft to its customer: made again from the version that was sent, stored as a hash only. */
export function draftTokenOf(
  tokens: OrderTokens,
  { id, version }: Pick<StaffDraft, 'id' | 'version'>,
): string {
  return tokens.tokenFor(`draft:${id}:${version}`);
}
