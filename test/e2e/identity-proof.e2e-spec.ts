import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessMatrix } from '../../src/dev/proof/identity/access/access-matrix.js';
import { othersIds } from '../../src/dev/proof/identity/access/others-ids.js';
import { massAssignment } from '../../src/dev/proof/identity/assignment/mass-assignment.js';
import { craftedTokens } from '../../src/dev/proof/identity/tokens/crafted-tokens.js';
import { refreshTheft } from '../../src/dev/proof/identity/tokens/refresh-theft.js';
import { withoutWall } from '../../src/dev/proof/identity/walls/second-wall.js';
import type { ProofRow } from '../../src/dev/proof/table.js';
import { useShops } from '../setup/test-shops.js';

const LIMIT_MS = 420_000;

/** The seal on a row: what went against it comes first in the output of a failing test. */
function expectKept(...rows: ProofRow[]): void {
  expect(rows.flatMap((row) => row.faults ?? [])).toEqual([]);
  expect(rows.filter((row) => !row.isKept)).toEqual([]);
}

/**
 * Parts of `npm run proof -- identity`, made from the routes of the running program: a new route
 * that has no usable request, or answers the wrong person, fails here by its name.
 */
describe('The running program', () => {
  const shops = useShops();

  it(
    'answers owner, stranger, staff and nobody as its own rule says',
    async () => {
      const actors = ['anonymous', 'owner', 'other customer', 'admin'] as const;
      expectKept(await accessMatrix(shops, null, { actors, worksOnce: true }));
    },
    LIMIT_MS,
  );

  it(
    "tells nothing of others' rows, and the check notices when an owner's filter is gone",
    async () => {
      expectKept(await othersIds(shops, null));
      const isAddress = ({ operationId }: { operationId: string }): boolean =>
        operationId === 'getMyAddress';
      const broken = await othersIds(withoutWall(shops), 'owner-filter', isAddress);
      expect(broken.isKept).toBe(false);
    },
    LIMIT_MS,
  );

  it(
    'takes no column that its contract does not name',
    async () => {
      // Every eighth route, the same ones each time: the proof tries them all, and they share one pipe.
      const isChosen = ({ operationId }: { operationId: string }): boolean =>
        createHash('sha256').update(operationId).digest().readUInt8() % 8 === 0;
      expectKept(await massAssignment(shops, null, isChosen));
    },
    LIMIT_MS,
  );

  it(
    'knows stolen refresh tokens at two processes',
    async () => {
      expectKept(...(await refreshTheft(shops, null, true)));
    },
    LIMIT_MS,
  );

  it(
    'refuses crafted access tokens by the same bytes',
    async () => {
      expectKept(await craftedTokens(shops, null));
    },
    LIMIT_MS,
  );
});
