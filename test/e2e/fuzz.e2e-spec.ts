import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fuzz } from '../../src/dev/proof/api/fuzz/fuzz.js';
import { useShops } from '../setup/test-shops.js';

const LIMIT_MS = 240_000;

/** A short selection of `npm run proof -- api --part fuzz`, the same one each time. */
describe('Hostile values in every field of a request', () => {
  const shops = useShops();

  it(
    'are answered, never by a failure of ours, and as the document says',
    async () => {
      const isChosen = ({ operationId }: { operationId: string }): boolean =>
        createHash('sha256').update(operationId).digest().readUInt8(1) % 12 === 0;
      const rows = await fuzz(shops, { perRoute: 4, seed: 8, isChosen });
      expect(rows.flatMap((row) => row.faults ?? [])).toEqual([]);
      expect(rows.filter((row) => !row.isKept)).toEqual([]);
      expect(rows[0]?.n).toBeGreaterThan(100);
    },
    LIMIT_MS,
  );
});
