import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillFacetShop } from '../../src/dev/proof/catalogue/facet-check/facet-shop.js';
import { useApi } from '../setup/test-api.js';
import { builtFile } from '../setup/test-build.js';
import { testRun } from '../setup/test-run.js';

const PRODUCTS = 1_200;
const LIMIT_MS = 180_000;
const SEARCHERS = 3;

interface Found {
  readonly total: number;
}

describe('search rebuild on the command line', () => {
  const t = useApi();
  beforeAll(async () => {
    await fillFacetShop(t.owner, PRODUCTS);
    await t.owner.query('SELECT refresh_search_vocabulary()');
  }, LIMIT_MS);

  const total = async (): Promise<number> => {
    const { status, body } = await t.http<Found>('GET', '/api/v1/search?q=walnut');
    expect(status).toBe(200);
    return body.total;
  };
  const rebuild = (
    ...options: string[]
  ): { ended: Promise<number | null>; output: () => string } => {
    const child = spawn(
      process.execPath,
      [builtFile('src/cli.js'), 'search', 'rebuild', ...options],
      {
        cwd: testRun().folder,
        env: { PATH: process.env['PATH'], ...t.variables },
      },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { ended, output: () => output };
  };

  it(
    'mends everything while customers search, also with new indexes',
    { timeout: LIMIT_MS },
    async () => {
      const whole = await total();
      expect(whole).toBeGreaterThan(50);
      await t.owner.query(
        `UPDATE product_search SET vector = '', words = '{}' WHERE left(product_id::text, 1) < '8'`,
      );
      const broken = await total();
      expect(broken).toBeLessThan(whole);
      const { ended, output } = rebuild('--reindex');
      let isRunning = true;
      const seen: number[] = [];
      const searchers = Array.from({ length: SEARCHERS }, async () => {
        while (isRunning) seen.push(await total());
      });
      const code = await ended;
      isRunning = false;
      await Promise.all(searchers);
      expect({ code, output: output() }).toMatchObject({
        code: 0,
        output: expect.stringMatching(/1200 products computed anew, \d+ words changed/) as string,
      });
      expect(seen.length).toBeGreaterThan(10);
      expect(Math.min(...seen)).toBeGreaterThanOrEqual(broken);
      expect(Math.max(...seen)).toBeLessThanOrEqual(whole);
      expect(await total()).toBe(whole);
    },
  );
});
