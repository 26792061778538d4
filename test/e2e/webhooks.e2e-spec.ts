import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { DeliverOnce } from '../../src/modules/webhooks/use-cases/deliver-once.js';
import { DeliverToEndpoint } from '../../src/modules/webhooks/use-cases/deliver-to-endpoint.js';
import { TellEndpoints } from '../../src/modules/webhooks/use-cases/tell-endpoints.js';
import { TellOnRing } from '../../src/modules/webhooks/worker/tell-on-ring.js';
import { WebhooksWorkerModule } from '../../src/modules/webhooks/webhooks.worker.module.js';
import { Rows } from '../integration/schema/rows.js';
import { useApi } from '../setup/test-api.js';
import {
  type ReceivedMessage,
  startReceiver,
  type WebhookReceiver,
} from '../setup/webhook-receiver.js';

interface Endpoint {
  readonly id: string;
  readonly secret: string;
  readonly status: string;
  readonly pauseReason: string | null;
  readonly waiting: number;
  readonly failuresInARow: number;
}

interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly state: string;
  readonly attempts: number;
  readonly tries: readonly {
    statusCode: number | null;
    error: string | null;
    answer: string | null;
  }[];
}

const status = (code: number) => (_: ReceivedMessage, response: ServerResponse) => {
  response.writeHead(code).end(`no: whsec_abc123= \u0000 ${'x'.repeat(5000)}`);
};

describe('Webhooks', () => {
  const t = useApi({
    imports: [WebhooksWorkerModule],
    env: { WEBHOOK_ALLOW_LOOPBACK: 'true', WEBHOOK_TIMEOUT_MS: '400' },
  });
  const rows = new Rows(() => t.owner);
  const ctx = () => systemContext('webhooks');
  let receiver: WebhookReceiver;
  let token = '';

  beforeAll(async () => {
    receiver = await startReceiver();
    ({ token } = await t.given.staff({ webhooks: 'rwx' }));
  });
  afterAll(() => receiver.stop());
  beforeEach(async () => {
    await t.owner.query('DELETE FROM webhook_endpoints; TRUNCATE public_events, event_sequences');
    receiver.messages.length = 0;
    receiver.answer = null;
  });

  const ask = <Body = Endpoint>(method: string, path: string, body?: unknown, headers = {}) =>
    t.http<Body>(method, `/api/v1/${path}`, { token, body, headers });
  const create = async (change: Record<string, unknown> = {}): Promise<Endpoint> => {
    const body = { url: receiver.url, eventTypes: ['product.*'], ...change };
    const answer = await ask('POST', 'admin/webhooks', body);
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.body;
  };
  /** What a worker does, until nothing is due. */
  const work = async (): Promise<void> => {
    await t.get(TellEndpoints).execute(ctx());
    const { rows: ends } = await t.db.query<{ id: string }>('SELECT id FROM webhook_endpoints');
    await Promise.all(ends.map(({ id }) => t.get(DeliverToEndpoint).execute(ctx(), id)));
  };
  /** The pauses are over. */
  const later = (hours = 0) =>
    t.owner.query(
      `UPDATE webhook_deliveries SET next_attempt_at = now() - interval '1 second';
       UPDATE webhook_endpoints SET rests_until = NULL, rung_until = NULL, leased_until = NULL,
         failing_since = failing_since - ${hours} * interval '1 hour'`,
    );
  const sell = async (names: readonly string[], id?: string): Promise<string> => {
    const product = id ?? (await rows.product());
    for (const name of names) {
      await t.db.query('UPDATE products SET name = $2 WHERE id = $1', [product, name]);
    }
    return product;
  };
  const deliveries = async (id: string): Promise<Delivery[]> => {
    const path = `admin/webhooks/${id}/deliveries`;
    const { body } = await ask<{ items: Delivery[] }>('GET', path);
    const all = body.items.map((each) => ask<Delivery>('GET', `${path}/${each.id}`));
    return (await Promise.all(all)).map((answer) => answer.body);
  };

  it('hear of a change when the bell of its commit rings, long before the schedule', async () => {
    await create({ eventTypes: ['product.*', 'stock.*'] });
    const bell = t.get(TellOnRing);
    bell.start();
    const waiting = async () => {
      const { rows: due } = await t.db.query<{ type: string }>(
        `SELECT e.type FROM webhook_deliveries d JOIN public_events e ON e.id = d.event_id ORDER BY e.position`,
      );
      return due.map(({ type }) => type);
    };
    try {
      const listening = `SELECT FROM pg_stat_activity WHERE application_name = 'eshop-events' AND query LIKE 'LISTEN %catalogue%'`;
      await expect.poll(async () => (await t.db.query(listening)).rowCount).toBe(1);
      const variant = await rows.variant();
      await expect.poll(waiting, { timeout: 3_000 }).toEqual(['product.created']);
      await t.db.query('UPDATE product_variants SET inventory_quantity = 0 WHERE id = $1', [
        variant,
      ]);
      await expect.poll(waiting, { timeout: 3_000 }).toEqual(['product.created', 'stock.changed']);
    } finally {
      await bell.stop();
    }
  });

  it('tell an endpoint what it wants to hear, signed as the specification says', async () => {
    const { id, secret } = await create({ eventTypes: ['product.created', 'customer.*'] });
    await sell(['x']);
    await work();
    expect(receiver.messages.map(({ body }) => body.type)).toEqual(['product.created']);
    const [message] = receiver.messages;
    const headers = message?.headers as Record<string, string>;
    expect(new Webhook(secret).verify(message?.text ?? '', headers)).toEqual(message?.body);
    expect(() => new Webhook(secret).verify(`${message?.text} `, headers)).toThrow();
    const { body: feed } = await ask<{ items: { id: string }[] }>(
      'GET',
      'events?types=product.created',
    );
    expect(feed.items).toEqual([message?.body]);
    expect(message?.id).toBe(feed.items[0]?.id);
    expect(await deliveries(id)).toMatchObject([
      {
        state: 'delivered',
        attempts: 1,
        tries: [{ statusCode: 200, error: null, answer: 'thanks' }],
      },
    ]);
    await work();
    expect(receiver.messages).toHaveLength(1);
    const listed = await ask('GET', `admin/webhooks/${id}`);
    expect(listed.text).not.toContain('whsec');
    const stored = await t.db.query<{ secret: string }>('SELECT secret FROM webhook_endpoints');
    expect(stored.rows[0]?.secret).not.toContain(secret.slice(6));
  });

  it('sign with both secrets while one is being replaced', async () => {
    const { id, secret: old } = await create();
    const { body } = await ask('POST', `admin/webhooks/${id}/rotate-secret`, { overlapHours: 1 });
    await sell(['x']);
    await work();
    const [message] = receiver.messages;
    const headers = message?.headers as Record<string, string>;
    for (const secret of [old, body.secret])
      new Webhook(secret).verify(message?.text ?? '', headers);
    await t.owner.query(
      `UPDATE webhook_endpoints SET signed_twice_until = now() - interval '1 second'`,
    );
    await sell(['y']);
    await work();
    const last = receiver.messages.at(-1);
    const after = last?.headers as Record<string, string>;
    new Webhook(body.secret).verify(last?.text ?? '', after);
    expect(() => new Webhook(old).verify(last?.text ?? '', after)).toThrow();
  });

  it('try again with the same id, in the order of each aggregate, and lose nothing', async () => {
    const { id } = await create();
    const product = await sell(['one', 'two']);
    const other = await sell([]);
    receiver.answer = (message, response) => {
      if (message.body.aggregateId === product) status(500)(message, response);
      else response.end();
    };
    await work();
    // The other product is not held up by what waits behind the first event of this one.
    expect(receiver.messages.filter(({ body }) => body.aggregateId === other)).toHaveLength(1);
    expect(receiver.messages.filter(({ body }) => body.aggregateId === product)).toHaveLength(1);
    receiver.answer = null;
    await work();
    expect(receiver.messages).toHaveLength(2);
    await later();
    await work();
    const own = receiver.messages.filter(({ body }) => body.aggregateId === product);
    expect(own.map(({ body }) => body.sequence)).toEqual([1, 1, 2, 3]);
    expect(own[0]?.id).toBe(own[1]?.id);
    const refused = (await deliveries(id)).find(({ attempts }) => attempts === 2);
    expect(refused?.tries[1]).toMatchObject({ statusCode: 500 });
    expect(refused?.tries[1]?.answer).toMatch(/^no: whsec_… +x+$/);
    expect(refused?.tries[1]?.answer?.length).toBeLessThanOrEqual(500);
    expect(refused?.state).toBe('delivered');
  });

  it.each<[string, (message: ReceivedMessage, response: ServerResponse) => void, object]>([
    ['does not answer', () => undefined, { error: 'timeout' }],
    ['answers drop by drop', (_m, r) => void r.writeHead(200).write('a'), { error: 'timeout' }],
    ['hangs up', (_m, r) => void r.socket?.destroy(), { error: 'und_err_socket' }],
    [
      'sends us inwards',
      (_m, r) => void r.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
      { statusCode: 307 },
    ],
  ])('notes of an endpoint that %s', async (_what, answer, tried) => {
    const { id } = await create();
    await sell([]);
    receiver.answer = answer;
    await work();
    expect(receiver.messages).toHaveLength(1);
    expect(await deliveries(id)).toMatchObject([{ state: 'waiting', attempts: 1, tries: [tried] }]);
  });

  it('are not held up by one that is slow', async () => {
    await create({ eventTypes: ['*'] });
    const slow = await startReceiver();
    slow.answer = () => undefined;
    for (let n = 0; n < 3; n += 1) await create({ url: slow.url });
    for (let n = 0; n < 8; n += 1) await sell([]);
    const startedAt = Date.now();
    await work();
    expect(receiver.messages).toHaveLength(8);
    // Each slow one was tried by four at once, and rests after the first failure.
    expect(slow.messages).toHaveLength(12);
    expect(Date.now() - startedAt).toBeLessThan(3000);
    await slow.stop();
  });

  it('are paused when they fail for days, staff is told, and nothing is missing after resuming', async () => {
    const { id } = await create();
    receiver.answer = status(503);
    const product = await sell(['one']);
    for (let n = 0; n < 5; n += 1) {
      await work();
      await later(20);
    }
    const paused = await ask('GET', `admin/webhooks/${id}`);
    expect(paused.body).toMatchObject({ status: 'paused', pauseReason: 'failing', waiting: 2 });
    const alarms = await t.owner.query('SELECT settled_at FROM alarms WHERE subject = $1', [id]);
    expect(alarms.rows).toEqual([{ settled_at: null }]);
    const tried = receiver.messages.length;
    await sell(['two'], product);
    await work();
    expect(receiver.messages).toHaveLength(tried);
    expect((await ask('POST', `admin/webhooks/${id}/redeliver`, {})).status).toBe(409);
    receiver.answer = null;
    receiver.messages.length = 0;
    const resumed = await ask('POST', `admin/webhooks/${id}/resume`);
    expect(resumed.body).toMatchObject({ status: 'active', pauseReason: null, failuresInARow: 0 });
    await work();
    expect(receiver.messages.map(({ body }) => body.sequence)).toEqual([1, 2, 3]);
    const settled = await t.owner.query(
      'SELECT 1 FROM alarms WHERE subject = $1 AND settled_at IS NULL',
      [id],
    );
    expect(settled.rows).toEqual([]);
  });

  it('are paused at once when they say that they are gone', async () => {
    const { id } = await create();
    receiver.answer = status(410);
    await sell([]);
    await work();
    expect((await ask('GET', `admin/webhooks/${id}`)).body).toMatchObject({ pauseReason: 'gone' });
  });

  it('go on after a process that died in the middle, and two at once send nothing twice', async () => {
    const { id } = await create();
    await sell([]);
    await t.get(TellEndpoints).execute(ctx());
    // It had noted the try and its lease, and was gone.
    await t.owner.query(`
      UPDATE webhook_endpoints SET lease_id = gen_random_uuid(), leased_until = now() + interval '1 minute';
      UPDATE webhook_deliveries SET attempts = 1, next_attempt_at = now() + interval '1 minute'`);
    await work();
    expect(receiver.messages).toHaveLength(0);
    await later();
    await Promise.all([work(), work(), work()]);
    expect(receiver.messages).toHaveLength(1);
    expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });

  it('are tried by staff, and sent one event or everything again', async () => {
    const { id } = await create();
    const product = await sell(['one']);
    await work();
    const told = receiver.messages.map((message) => message.id);
    const all = await deliveries(id);
    const [oldest, newest] = told.map((eventId) => all.find((each) => each.eventId === eventId));
    const again = `admin/webhooks/${id}/deliveries/${newest?.id}/redeliver`;
    expect((await ask('POST', again)).status).toBe(202);
    await work();
    expect(receiver.messages.map((message) => message.id)).toEqual([
      oldest?.eventId,
      newest?.eventId,
      newest?.eventId,
    ]);
    await t.owner.query('DELETE FROM webhook_deliveries');
    const rewound = await ask('POST', `admin/webhooks/${id}/redeliver`, { after: oldest?.eventId });
    expect(rewound.status).toBe(202);
    receiver.messages.length = 0;
    await sell(['two'], product);
    await work();
    expect(receiver.messages.map(({ body }) => body.sequence)).toEqual([2, 3]);
    receiver.messages.length = 0;
    await ask('POST', `admin/webhooks/${id}/pause`);
    const ping = await ask<Delivery>('POST', `admin/webhooks/${id}/ping`);
    expect(ping.status).toBe(202);
    expect(await t.outboxOf('deliver-once')).toMatchObject([
      { payload: { deliveryId: ping.body.id } },
    ]);
    receiver.answer = status(500);
    await t.get(DeliverOnce).execute(ctx(), ping.body.id);
    await t.get(DeliverOnce).execute(ctx(), ping.body.id);
    expect(receiver.messages.map(({ body }) => body.type)).toEqual(['webhook.ping']);
    expect((await deliveries(id))[0]).toMatchObject({ state: 'failed', attempts: 1 });
    const gone = await ask('POST', `admin/webhooks/${id}/redeliver`, { after: ping.body.id });
    expect(gone.status).toBe(410);
  });

  it('are changed by those who see what they change, and refuse what leads inwards', async () => {
    const { id } = await create();
    const seen = await ask('GET', `admin/webhooks/${id}`);
    const etag = seen.headers.get('etag') ?? '';
    const changed = await ask(
      'PATCH',
      `admin/webhooks/${id}`,
      { eventTypes: ['*'] },
      { 'if-match': etag },
    );
    expect(changed.status).toBe(200);
    const late = await ask(
      'PATCH',
      `admin/webhooks/${id}`,
      { description: 'x' },
      { 'if-match': etag },
    );
    expect(late.status).toBe(412);
    for (const url of [
      'http://example.com/',
      'https://10.0.0.1/',
      'https://[::ffff:10.0.0.1]/',
      'https://[64:ff9b::a00:1]/',
      'https://169.254.169.254/latest',
      'https://2852039166/',
      'https://0x0a.1/',
      'https://user:secret@example.com/',
      'ftp://example.com/',
      'https://',
    ]) {
      const answer = await ask<{ code: string }>('PATCH', `admin/webhooks/${id}`, { url });
      expect([url, answer.status]).toEqual([url, 422]);
    }
    for (const body of [
      { url: receiver.url },
      { url: receiver.url, eventTypes: [] },
      { url: receiver.url, eventTypes: ['__proto__'] },
      { url: `${receiver.url}/\u0000`, eventTypes: ['*'] },
      { url: receiver.url, eventTypes: ['*'], description: '\ud800' },
      { url: 7, eventTypes: ['*'] },
    ]) {
      expect((await ask('POST', 'admin/webhooks', body)).status).toBe(400);
    }
    expect(
      (await ask('POST', 'admin/webhooks', { url: receiver.url, eventTypes: ['order.eaten'] }))
        .status,
    ).toBe(422);
    expect((await ask('GET', 'events?limit=1e3')).status).toBe(400);
    expect((await ask('GET', `events?after=${id}`)).status).toBe(410);
    expect((await ask('DELETE', `admin/webhooks/${id}`)).status).toBe(204);
    expect((await ask('GET', `admin/webhooks/${id}`)).status).toBe(404);
  });

  it('are read by machines with a key for it and by nobody else', async () => {
    const owner = await t.given.staff({ webhooks: 'r' });
    const key = await t.given.apiKey(owner, { webhooks: 'r' });
    const blind = await t.given.apiKey(owner, { orders: 'r' });
    const { token: customer } = await t.given.customer();
    const asked = [key.token, owner.token, blind.token, customer, null];
    const answers = asked.map((each) => t.http('GET', '/api/v1/events/types', { token: each }));
    const feed = asked.map((each) => t.http('GET', '/api/v1/events', { token: each }));
    for (const got of [await Promise.all(answers), await Promise.all(feed)]) {
      expect(got.map((answer) => answer.status)).toEqual([200, 200, 403, 403, 401]);
    }
    const write = await t.http('POST', '/api/v1/admin/webhooks', {
      token: owner.token,
      body: { url: receiver.url, eventTypes: ['*'] },
    });
    expect(write.status).toBe(403);
  });
});
