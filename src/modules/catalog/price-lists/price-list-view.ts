import { etagOf } from '../../../common/http/if-match.js';
import type { PriceListView } from './price-lists.types.js';

/** The ETag of a list; its prices are not in it. */
export function etagOfPriceList(list: PriceListView): string {
  const { name, currency, customerGroupId, startsAt, endsAt, isActive } = list;
  return etagOf([name, currency, customerGroupId, startsAt, endsAt, isActive]);
}
