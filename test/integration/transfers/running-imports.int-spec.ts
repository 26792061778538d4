import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { TransfersModule } from '../../../src/modules/transfers/transfers.module.js';
import { TransfersWorkerModule } from '../../../src/modules/transfers/transfers.worker.module.js';
import { ReadImports } from '../../../src/modules/transfers/use-cases/read-imports.js';
import { ReceiveFile } from '../../../src/modules/transfers/use-cases/receive-file.js';
import { type OnStep, RunImport } from '../../../src/modules/transfers/use-cases/run-import.js';
import { SteerImport } from '../../../src/modules/transfers/use-cases/steer-import.js';
import { useIntegration } from '../../setup/test-app.js';

const HEADER = 'slug,name,published,sku,price:USD,stock,option:Size';
/** More rows than a batch takes. */
const FILLING = 600;

function filling(word: string, rows = FILLING): string[] {
  return Array.from(
    { length: rows },
    (_, n) => `${word}-${n},${word} ${n},yes,${word}-${n},5.00,1,S`,
  );
}

describe('Running imports', () => {
  const t = useIntegration({ only: [TransfersModule, TransfersWorkerModule] });
  const as = (actorId: string | null) => ({ ...systemContext('test'), actorId });
  const receive = async (
    actorId: string | null,
    lines: readonly string[],
    dryRun: boolean,
    apiKeyId?: string,
  ) => {
    const asked = {
      ...{ kind: 'products' as const, format: 'csv' as const, fileName: null, dryRun },
      options: { createMissing: true, publish: false },
    };
    const content = Readable.from([Buffer.from(`${[HEADER, ...lines].join('\n')}\n`)]);
    const ctx = { ...as(actorId), apiKeyId };
    return (await t.get(ReceiveFile).execute(ctx, asked, { content, isLast: true })).id;
  };
  const work = async (id: string, onStep?: OnStep) => {
    while (await t.get(RunImport).execute(systemContext('test'), id, onStep));
    return t.get(ReadImports).get(id, ['products']);
  };
  const errorsOf = async (id: string) => {
    const { items } = await t.get(ReadImports).errors(id, ['products'], 50, undefined);
    return items.map(({ row, code }) => `${row} ${code}`);
  };
  const count = async (sql: string, values: unknown[] = []) =>
    (await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n ${sql}`, values)).rows[0]?.n;

  it('a dry run sees what earlier rows of the file would have made', async () => {
    const lines = [
      'far,Far,yes,FAR-S,9.00,1,S',
      ...filling('between'),
      'far,,,FAR-L,9.50,1,L',
      'thief,Thief,yes,FAR-S,1.00,1,S',
      'new,New,yes,NEW,1.00,1,S',
    ];
    const dry = await work(await receive(null, lines, true));
    expect(await count(`FROM products WHERE slug IN ('far', 'new')`)).toBe(0);
    expect(await count('FROM import_drafts')).toBe(0);
    const done = await work(await receive(null, lines, false));
    expect(done).toMatchObject({ status: 'completed', counts: { created: 603, failed: 1 } });
    expect(dry.counts).toEqual(done.counts);
    expect(await errorsOf(dry.id)).toEqual([`${FILLING + 4} catalog.sku_taken`]);
    expect(await errorsOf(dry.id)).toEqual(await errorsOf(done.id));
  });

  it('stops when the right is taken away, and goes on for whoever holds it', async () => {
    const [first, second] = [
      await t.given.staff({ catalog: 'rwx' }),
      await t.given.staff({ catalog: 'rwx' }),
    ];
    const id = await receive(first.id, filling('stopped', 1_100), false);
    const stopped = await work(id, async () => {
      await t.owner.query('DELETE FROM permissions WHERE role_id = $1', [first.roleId]);
    });
    expect(stopped).toMatchObject({
      status: 'failed',
      failureCode: 'transfers.right_lost',
      counts: { read: 500, created: 500 },
    });
    expect(stopped.failureDetail).toMatch(/catalog:x/);
    await t.get(SteerImport).run(as(second.id), id, ['products']);
    const done = await work(id);
    expect(done).toMatchObject({ status: 'completed', counts: { read: 1_100, created: 1_100 } });
    const written = `FROM audit_log WHERE table_name = 'products' AND action = 'insert' AND actor_id = $1`;
    expect(await count(written, [first.id])).toBe(500);
    expect(await count(written, [second.id])).toBe(600);
  });

  it.each([
    ['is revoked', 'revoked_at = now()'],
    ['has expired', `expires_at = now() - interval '1 s'`],
    ['loses the scope', `scopes = '{catalog:r}'`],
  ])(
    'stops when the key by which it was asked for %s, and goes on for its owner',
    async (how, change) => {
      const owner = await t.given.staff({ catalog: 'rwx' });
      const key = await t.given.apiKey(owner, { catalog: 'rwx' });
      const word = `key-${how.replaceAll(' ', '-')}`;
      const id = await receive(owner.id, filling(word, 600), false, key.id);
      const stopped = await work(id, async () => {
        await t.owner.query(`UPDATE api_keys SET ${change} WHERE id = $1`, [key.id]);
      });
      expect(stopped).toMatchObject({
        failureCode: 'transfers.right_lost',
        counts: { read: 500, created: 500 },
      });
      await t.get(SteerImport).run(as(owner.id), id, ['products']);
      expect(await work(id)).toMatchObject({ status: 'completed', counts: { created: 600 } });
    },
  );

  it('works out lists and words of new products once, and leaves the waiting behind', async () => {
    const lists = `FROM products p JOIN product_listings l ON l.id = p.id JOIN product_search s ON s.product_id = p.id
      WHERE p.slug LIKE 'settled-%' AND l.price_min = 5 AND cardinality(l.value_ids) = 1`;
    await work(await receive(null, filling('settled', 20), false));
    expect(await count(lists)).toBe(20);
    expect(
      await count(`FROM stock_movements m JOIN product_variants v ON v.id = m.variant_id
      WHERE v.sku LIKE 'settled-%' AND m.cause = 'initial' AND m.quantity = 1`),
    ).toBe(20);
    const entries =
      await count(`FROM audit_log WHERE action = 'insert' AND after ->> 'sku' LIKE 'settled-%'
      AND table_name = 'product_variants' AND row_id = after ->> 'id'`);
    expect(entries).toBe(20);
  });
});
