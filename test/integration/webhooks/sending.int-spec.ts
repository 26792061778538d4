import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { DeliverToEndpoint } from '../../../src/modules/webhooks/use-cases/deliver-to-endpoint.js';
import { PruneEvents } from '../../../src/modules/webhooks/use-cases/prune-events.js';
import { SaveEndpoint } from '../../../src/modules/webhooks/use-cases/save-endpoint.js';
import { SteerEndpoint } from '../../../src/modules/webhooks/use-cases/steer-endpoint.js';
import { TellEndpoints } from '../../../src/modules/webhooks/use-cases/tell-endpoints.js';
import { WebhooksHttpModule } from '../../../src/modules/webhooks/webhooks.http.module.js';
import { WebhooksWorkerModule } from '../../../src/modules/webhooks/webhooks.worker.module.js';
import { useIntegration } from '../../setup/test-app.js';
import { startReceiver, type WebhookReceiver } from '../../setup/webhook-receiver.js';

const HELD_MS = 200;

describe('Messages to an endpoint', () => {
  const t = useIntegration({
    only: [WebhooksHttpModule, WebhooksWorkerModule],
    env: { WEBHOOK_ALLOW_LOOPBACK: 'true' },
  });
  const ctx = systemContext('webhooks');
  let receiver: WebhookReceiver;
  let id = '';

  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.stop());
  beforeEach(async () => {
    await t.owner.query(`DELETE FROM webhook_endpoints; TRUNCATE public_events, event_sequences;
      DELETE FROM outbox_events WHERE job = 'deliver-to-endpoint'`);
    receiver.messages.length = 0;
    receiver.answer = null;
    id = (await make()).endpoint.id;
  });

  const make = () =>
    t.get(SaveEndpoint).create(ctx, { url: receiver.url, description: '', eventTypes: ['*'] });
  const run = () => t.get(DeliverToEndpoint).execute(ctx, id);
  const countOf = async (sql: string): Promise<number> => {
    const { rows } = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`);
    return rows[0]?.n ?? -1;
  };
  /** So many events, each of something else, and their deliveries. */
  const tell = async (events: number): Promise<void> => {
    await t.owner.query(
      `INSERT INTO public_events (type, aggregate_type, aggregate_id, sequence, data)
       SELECT 'product.changed', 'product', gen_random_uuid(), 1, '{}' FROM generate_series(1, $1::int)`,
      [events],
    );
    await t.get(TellEndpoints).execute(ctx);
  };
  /** Holds every message for a moment. @returns the most that were held at once */
  const hold = (): { now: number; most: number } => {
    const held = { now: 0, most: 0 };
    receiver.answer = (_message, response) => {
      held.now += 1;
      held.most = Math.max(held.most, held.now);
      setTimeout(() => {
        held.now -= 1;
        response.end();
      }, HELD_MS);
    };
    return held;
  };

  it('are sent by one run at a time', async () => {
    await tell(12);
    const held = hold();
    const first = run();
    await expect.poll(() => held.now, { interval: 10 }).toBe(4);
    // Noted and put off before it is sent: were this process to die now, another would try again later.
    const noted = `webhook_deliveries d JOIN webhook_attempts a ON a.delivery_id = d.id
      WHERE d.attempts = 1 AND d.next_attempt_at > now() + interval '30 seconds' AND a.duration_ms IS NULL`;
    expect(await countOf(noted)).toBe(4);
    await Promise.all([first, run(), run()]);
    expect(held.most).toBe(4);
    expect(receiver.messages).toHaveLength(12);
  });

  it('are sent no more by a run that was silent for so long that another took its place', async () => {
    await tell(8);
    hold();
    const late = run();
    await expect.poll(() => receiver.messages.length, { interval: 10 }).toBe(4);
    await t.owner.query('UPDATE webhook_endpoints SET lease_id = gen_random_uuid()');
    await late;
    expect(receiver.messages).toHaveLength(4);
    expect(await countOf('webhook_endpoints WHERE lease_id IS NOT NULL')).toBe(1);
  });

  it('begin with one alone while the endpoint fails', async () => {
    await tell(6);
    receiver.answer = (_message, response) => void response.writeHead(500).end();
    await run();
    expect(receiver.messages).toHaveLength(4);
    // It rests, then one finds out whether it is back.
    await run();
    expect(receiver.messages).toHaveLength(4);
    await t.owner.query('UPDATE webhook_endpoints SET rests_until = NULL');
    await run();
    expect(receiver.messages).toHaveLength(5);
  });

  it('are not sent while it is paused, and are asked for once', async () => {
    await tell(2);
    expect(await t.outboxOf('deliver-to-endpoint')).toHaveLength(1);
    await t.get(TellEndpoints).execute(ctx);
    expect(await t.outboxOf('deliver-to-endpoint')).toHaveLength(1);
    await t.get(SteerEndpoint).pause(ctx, id);
    await run();
    expect(receiver.messages).toHaveLength(0);
  });

  it('that were sent again by hand meanwhile wait for their turn', async () => {
    await tell(1);
    receiver.answer = (_message, response) => {
      // Staff was told that it is given up and asks for it while the answer is on its way.
      const again = t.owner.query(
        `UPDATE webhook_deliveries SET state = 'failed', attempts = 0, finished_at = now()`,
      );
      void again.then(() => response.end());
    };
    await run();
    expect(await countOf(`webhook_deliveries WHERE state = 'failed' AND attempts = 0`)).toBe(1);
  });

  it('wait in the feed behind a thousand, which is kept for them', async () => {
    await tell(2_100);
    expect(await countOf('webhook_deliveries')).toBe(1_000);
    await t.owner.query(`UPDATE public_events SET numbered_at = now() - interval '91 days'`);
    expect(await t.get(PruneEvents).execute(ctx, 5_000)).toEqual({ events: 0, deliveries: 0 });
    // Of those that are told, some have arrived.
    await t.owner.query(`
      UPDATE webhook_endpoints SET told_position = (SELECT max(position) FROM public_events);
      UPDATE webhook_deliveries SET state = 'delivered', finished_at = now()
       WHERE position <> (SELECT min(position) FROM public_events)`);
    expect(await t.get(PruneEvents).execute(ctx, 5_000)).toMatchObject({ events: 2_098 });
    expect(await countOf('public_events')).toBe(2);
  });

  it('go to a hundred endpoints at most', async () => {
    await t.owner.query(`
      INSERT INTO webhook_endpoints (url, event_types, secret, told_position)
      SELECT 'https://shop.example/' || n, '{*}', 'sealed', 0 FROM generate_series(1, 99) n`);
    await expect(make()).rejects.toMatchObject({ code: 'webhooks.too_many_endpoints' });
  });
});
