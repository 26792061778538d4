import { applyRowSecurity } from '../../../../database/row-security.js';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { othersIds } from '../access/others-ids.js';

/** Routes whose statements lose their owner filter in the program that this part starts. */
const ROUTES = ['getMyAddress', 'deleteMyAddress', 'endMySession', 'downloadMyExport'];

/**
 * Row-level security as the second wall: with the owner's filter taken out of a statement another
 * person's row still answers like none; without the wall the same statement gives it away.
 */
export async function secondWall(source: ShopSource): Promise<ProofRow[]> {
  const isWanted = ({ operationId }: { operationId: string }): boolean =>
    ROUTES.includes(operationId);
  const behind = await othersIds(source, 'owner-filter', isWanted);
  const open = await othersIds(withoutWall(source), 'owner-filter', isWanted);
  const given = (open.faults ?? []).filter((fault) => /: 20[04] /.test(fault));
  const isSeen = given.length === ROUTES.length;
  return [
    judged('filter taken out, row-level security on', behind.n, 'hidden', behind.faults ?? []),
    {
      name: 'filter taken out, row-level security off',
      // Shows that the filter was really gone: what kept the row hidden was the wall.
      isKept: isSeen,
      n: open.n,
      seen: isSeen
        ? `${given.length} of ${ROUTES.length} routes give another's row away, as they must`
        : `the filters were not taken out: ${given.length} of ${ROUTES.length}`,
      faults: isSeen ? [] : (open.faults ?? []),
    },
  ];
}

/** The same shops with the policies taken off. */
export function withoutWall(source: ShopSource): ShopSource {
  return {
    redisUrl: source.redisUrl,
    startRedis: () => source.startRedis(),
    shop: async (options) => {
      const shop = await source.shop(options);
      await applyRowSecurity(shop.ownerUrl, false);
      return shop;
    },
  };
}
