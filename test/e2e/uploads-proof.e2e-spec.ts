import { describe, expect, it } from 'vitest';
import { urlsOfPictures } from '../../src/dev/proof/catalogue/uploads/hostile-urls.js';
import { uploads } from '../../src/dev/proof/catalogue/uploads/uploads.js';
import { useShops } from '../setup/test-shops.js';

const LIMIT_MS = 180_000;
const FLOOD = 8;
/** Where pictures are; `npm run proof -- catalogue` tries every route. */
const OF_PICTURES = /media|image|^updateMe$/i;

describe('Uploads to the running program', () => {
  const shops = useShops();

  it('hostile files are refused, in bounded memory', { timeout: LIMIT_MS }, async () => {
    const rows = await uploads(shops, FLOOD);
    expect(rows.flatMap(({ faults = [] }) => faults)).toEqual([]);
    expect(rows.filter(({ isKept }) => !isKept)).toEqual([]);
    expect(rows[0]?.n).toBeGreaterThan(100);
  });

  it('addresses of pictures are refused and never called', { timeout: LIMIT_MS }, async () => {
    const row = await urlsOfPictures(shops, ({ operationId }) => OF_PICTURES.test(operationId));
    expect(row.faults).toEqual([]);
    expect(row.n).toBeGreaterThan(30);
  });
});
