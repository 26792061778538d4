import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { startTestShop, TestClock, type TestShop } from 'eshop/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { Clock } from '../../src/common/time/clock.js';
import { GatewayRegistry } from '../../src/modules/payments/gateways/gateway-registry.js';
import { AskGateway } from '../../src/modules/payments/use-cases/ask-gateway.js';
import { PaymentsWorkerModule } from '../../src/modules/payments/payments.worker.module.js';
import { testRun } from '../setup/test-run.js';
import { GreetingsProcessor, greetingsQueue } from './greetings.js';
import { MemoryStorage } from './memory-storage.js';
import { VoucherDesk } from './voucher-desk.js';

describe('docs/cookbook', () => {
  it.each(readdirSync('docs/cookbook'))('%s shows the code that runs here', (page) => {
    const text = readFileSync(`docs/cookbook/${page}`, 'utf8');
    const [, file = '', shown] =
      /^```(?:ts\n\/\/|diff\n#) (test\/cookbook\/\S+)\n([\s\S]*?)^```$/m.exec(text) ?? [];
    expect(shown).toBe(readFileSync(file, 'utf8'));
  });
});

describe('A gateway of somebody else, tried with eshop/testing', () => {
  const desk = new VoucherDesk();
  const clock = new TestClock('2026-03-01T12:00:00Z');
  let shop: TestShop | undefined;

  beforeAll(async () => {
    const { adminUrl, template } = testRun();
    if (adminUrl === null || template === null) throw new Error('This run has no PostgreSQL.');
    shop = await startTestShop(
      { serverUrl: adminUrl, template },
      {
        imports: [PaymentsWorkerModule],
        overrides: [
          { token: GatewayRegistry, value: new GatewayRegistry([desk]) },
          { token: Clock, value: clock },
        ],
      },
    );
  });
  afterAll(() => shop?.stop());

  it('is paid when the desk has seen the voucher', async () => {
    if (shop === undefined) throw new Error('No shop');
    const { given, owner } = shop;
    const method = await given.paymentMethod({ code: desk.code, gateway: desk.code });
    const payment = await given.payment({ methodId: method.id, status: 'processing' });
    const stateNow = async (): Promise<unknown> => {
      await shop?.get(AskGateway).execute(systemContext('test'), payment.id);
      const { rows } = await owner.query('SELECT status FROM payments WHERE id = $1', [payment.id]);
      return rows[0];
    };
    expect(await stateNow()).toEqual({ status: 'processing' });
    desk.show(payment.reference);
    expect(await stateNow()).toEqual({ status: 'success' });
  });

  it('answers over HTTP, on a clock that the test moves', async () => {
    expect((await fetch(`${shop?.url}/health/live`)).status).toBe(200);
    clock.advance(3600);
    expect(shop?.get(Clock).now().toISOString()).toBe('2026-03-01T13:00:00.000Z');
    expect(shop?.inbox.store.list()).toEqual([]);
  });
});

describe('The other recipes', () => {
  it('a queue: takes ids and nothing else, and calls one use case', async () => {
    const greeted: string[] = [];
    const processor = new GreetingsProcessor((userId) => {
      greeted.push(userId);
      return Promise.resolve();
    });
    const { schema } = greetingsQueue.jobs['send-greeting'];
    const payload = { userId: randomUUID() };
    expect(schema.safeParse({ ...payload, email: 'a@example.com' }).success).toBe(false);
    await processor.handlers['send-greeting'](schema.parse(payload), {} as never);
    expect(greeted).toEqual([payload.userId]);
  });

  it('a storage driver: what is put is there, what waits is read once, what is removed is gone', async () => {
    const storage = new MemoryStorage();
    const key = 'products/lamp';
    await storage.put(key, Buffer.from('picture'));
    expect(String(await storage.get(key))).toBe('picture');
    storage.arrive(key, Buffer.from('new'));
    expect(await storage.readIncoming(key, 2)).toBeNull();
    expect(await storage.inspect(key)).toMatchObject({ bytes: 3 });
    for await (const files of storage.stored()) expect(files).toMatchObject([{ name: key, key }]);
    await storage.remove([key]);
    expect([await storage.get(key), await storage.inspect(key)]).toEqual([null, null]);
  });
});
