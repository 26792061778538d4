import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Alarms } from '../../src/alarms/alarms.js';
import { systemContext } from '../../src/common/request-context.js';
import { UnitOfWork } from '../../src/database/unit-of-work.js';
import { LateQueueDesk } from '../../src/modules/operations/jobs/late-queue-desk.js';
import { ordersQueue } from '../../src/modules/orders/orders.jobs.js';
import { jobOptionsOf } from '../../src/queue/job-options.js';
import { Outbox } from '../../src/queue/outbox/outbox.js';
import { QueueBackend } from '../../src/queue/queue-backend.js';
import { QueueProducer } from '../../src/queue/queue-producer.js';
import { Worker } from 'bullmq';
import { useApi } from '../setup/test-api.js';
import { queueBackends } from '../setup/test-redis.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

interface Listed {
  readonly items: readonly Record<string, unknown>[];
}

describe.each(queueBackends())('Operations on %s', (backend) => {
  const t = useApi({ backend, env: { OPERATOR_EMAILS: 'ops@example.com, night@example.com' } });
  let queues: QueueBackend;
  let producer: QueueProducer;

  beforeAll(() => {
    queues = new QueueBackend(t.env, 1);
    producer = new QueueProducer(queues);
  });
  afterAll(async () => {
    await producer.onModuleDestroy();
    await queues.onApplicationShutdown();
  });

  const staff = async (rights: Record<string, string>) => (await t.given.staff(rights)).token;
  const ask = <T = Record<string, unknown>>(method: string, path: string, token: string | null) =>
    t.http<T>(method, `/api/v1/admin/${path}`, { token });

  /** A job whose handler always fails, with the row of the outbox that it answers. */
  const deadJob = async (): Promise<{ jobId: string; rowId: string }> => {
    await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) =>
        t.get(Outbox).enqueue(tx, ordersQueue, 'make-document', { orderId: NOBODY }),
      );
    const { rows } = await t.owner.query<{ id: string; created_at: Date }>(
      `UPDATE outbox_events SET failed_at = now(), relayed_at = now(), last_error = 'no paper'
        WHERE job = 'make-document' AND done_at IS NULL AND failed_at IS NULL RETURNING id, created_at`,
    );
    const row = rows[0];
    if (row === undefined) throw new Error('no row was written');
    const jobId = `ob-${row.id}`;
    const delivery = { id: row.id, at: row.created_at.toISOString() };
    await producer.addBulk('orders', [
      {
        name: 'make-document',
        data: { payload: { orderId: NOBODY }, delivery, requestId: 'request-of-the-dead' },
        opts: { ...jobOptionsOf(jobId, undefined), attempts: 1 },
      },
    ]);
    const worker = new Worker('orders', () => Promise.reject(new Error('no paper')), {
      connection: queues.workerConnection(),
      prefix: queues.prefixOf('orders'),
      drainDelay: 1,
    });
    await new Promise((resolve) => worker.once('failed', resolve));
    await worker.close();
    return { jobId, rowId: row.id };
  };
  const rowOf = async (id: string) => {
    const { rows } = await t.owner.query<{ failed: boolean; done: boolean; relayed: boolean }>(
      `SELECT failed_at IS NOT NULL AS failed, done_at IS NOT NULL AS done, relayed_at IS NOT NULL AS relayed
         FROM outbox_events WHERE id = $1`,
      [id],
    );
    return rows[0];
  };

  it('shows queues and dead jobs, retries and discards them, each with its right', async () => {
    const reader = await staff({ queues: 'r' });
    const token = await staff({ queues: 'rx' });
    for (const [method, path] of [
      ['GET', 'jobs'],
      ['GET', 'jobs/orders'],
      ['GET', 'jobs/orders/x'],
      ['POST', 'jobs/orders/retry'],
      ['POST', 'jobs/orders/x/retry'],
      ['DELETE', 'jobs/orders/x'],
    ] as const) {
      expect((await ask(method, path, null)).status).toBe(401);
      expect((await ask(method, path, await staff({ orders: 'rwx' }))).status).toBe(403);
      if (method !== 'GET') expect((await ask(method, path, reader)).status).toBe(403);
    }
    const { jobId, rowId } = await deadJob();
    const states = await ask<Listed>('GET', 'jobs', reader);
    expect(states.body.items.find(({ name }) => name === 'orders')).toMatchObject({
      failed: 1,
      failedRows: 1,
      isPaused: false,
    });
    const listed = await ask<Listed>('GET', 'jobs/orders', reader);
    expect(listed.body.items).toMatchObject([
      { id: jobId, error: 'no paper', outboxId: rowId, requestId: 'request-of-the-dead' },
    ]);
    expect(await ask('GET', `jobs/orders/${jobId}`, reader)).toMatchObject({
      status: 200,
      body: { state: 'failed', attempts: 1, payload: { orderId: NOBODY } },
    });
    expect(await ask('POST', `jobs/orders/${jobId}/retry`, token)).toMatchObject({
      status: 200,
      body: { id: jobId, state: 'waiting', attempts: 0 },
    });
    expect(await ask('POST', `jobs/orders/${jobId}/retry`, token)).toMatchObject({
      status: 409,
      body: { code: 'operations.job_not_failed' },
    });
    expect((await ask('DELETE', `jobs/orders/${jobId}`, token)).status).toBe(409);
    expect(await rowOf(rowId)).toMatchObject({ failed: true, done: false });
  });

  it('discards a job with its row, and sends all of a queue again with their rows', async () => {
    const token = await staff({ queues: 'rx' });
    await (await producer.queue('orders')).drain();
    const first = await deadJob();
    expect((await ask('DELETE', `jobs/orders/${first.jobId}`, token)).status).toBe(204);
    expect(await rowOf(first.rowId)).toMatchObject({ done: true });
    expect((await ask('GET', `jobs/orders/${first.jobId}`, token)).body).toMatchObject({
      code: 'operations.job_not_found',
    });
    const second = await deadJob();
    const again = await ask('POST', 'jobs/orders/retry', token);
    expect(again.status).toBe(200);
    expect(Number(again.body['rows'])).toBeGreaterThanOrEqual(1);
    expect(await rowOf(second.rowId)).toMatchObject({ failed: false, done: false, relayed: false });
    await (await producer.queue('orders')).drain();
  });

  it('refuses what is no queue and no job', async () => {
    const token = await staff({ queues: 'rx' });
    for (const name of ['nothing', '__proto__', '..%2F..', 'orders%00', '%F0%9F%90%88']) {
      const { status } = await ask('GET', `jobs/${name}`, token);
      expect([400, 404]).toContain(status);
    }
    for (const id of ['%00', '__proto__', '1e9', 'a:b']) {
      const { status } = await ask('GET', `jobs/orders/${id}`, token);
      expect([400, 404]).toContain(status);
    }
    for (const query of ['limit=0', 'limit=1e9', 'skip=-1', 'skip=NaN', 'state=gone', 'x=1']) {
      expect((await ask('GET', `jobs/orders?${query}`, token)).status).toBe(400);
    }
  });

  it('raises an alarm once, with one mail to all operators, and lets it be settled once', async () => {
    const alarm = { kind: 'test-fault', subject: `thing-${backend}`, detail: 'It is broken.' };
    const raised = await Promise.all([1, 2, 3].map(() => t.get(Alarms).raise(alarm)));
    expect(raised.filter(Boolean)).toHaveLength(1);
    expect(await t.outboxOf('send-alarm')).toHaveLength(1);
    const reader = await staff({ operations: 'r' });
    const token = await staff({ operations: 'rx' });
    const open = await ask<Listed>('GET', 'alarms?status=open&kind=test-fault', reader);
    expect(open.body.items).toMatchObject([{ ...alarm, times: 3, settledAt: null }]);
    const id = String(open.body.items[0]?.['id']);
    expect((await ask('POST', `alarms/${id}/settle`, reader)).status).toBe(403);
    const settled = await Promise.all([1, 2].map(() => ask('POST', `alarms/${id}/settle`, token)));
    expect(settled.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await ask('POST', `alarms/${NOBODY}/settle`, token)).status).toBe(404);
    expect((await ask('GET', 'alarms?kind=A%00', reader)).status).toBe(400);
    expect(await t.get(Alarms).raise(alarm)).toBe(true);
    expect(await t.get(Alarms).settle(alarm)).toBe(true);
    expect(await t.get(Alarms).settle(alarm)).toBe(false);
    const page = await ask<{ items: unknown[]; nextCursor: string }>(
      'GET',
      'alarms?limit=1&kind=test-fault',
      reader,
    );
    const next = await ask<Listed>(
      'GET',
      `alarms?kind=test-fault&cursor=${page.body.nextCursor}`,
      reader,
    );
    expect(next.body.items).toHaveLength(1);
  });

  it('shows all of it on one page of JSON', async () => {
    const { status, body } = await ask(
      'GET',
      'operations/overview',
      await staff({ operations: 'r' }),
    );
    expect(status).toBe(200);
    expect(body['queues']).not.toBeNull();
    expect(body['sales']).toMatchObject({ orders: [], carts: 0 });
    expect(body['stock']).toMatchObject({ few: 0, gone: 0 });
    expect((await ask('GET', 'operations/overview', await staff({ orders: 'r' }))).status).toBe(
      403,
    );
  });

  it('shows its numbers to whoever may see them', async () => {
    expect((await t.http('GET', '/metrics')).status).toBe(401);
    const { status, text, headers } = await t.http('GET', '/metrics', {
      token: await staff({ operations: 'r' }),
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(
      /eshop_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/admin\/jobs\/:queue",status="404"\} \d/,
    );
    expect(text).toMatch(/eshop_outbox_failed\{queue="orders"\} \d/);
    expect(text).toMatch(/eshop_pg_pool_max 10/);
    expect(text).not.toContain('eshop_metric_failures_total{');
  });

  describe('in a browser', () => {
    const cookieOf = (headers: Headers) => headers.getSetCookie()[0] ?? '';
    const open = async (rights: Record<string, string>) => {
      const token = await staff(rights);
      const answer = await ask('POST', 'console/session', token);
      const [cookie = ''] = cookieOf(answer.headers).split(';');
      return { token, cookie, answer };
    };
    const see = (
      path: string,
      cookie: string,
      headers: Record<string, string> = {},
      method = 'GET',
    ) => t.http<Record<string, unknown>>(method, path, { headers: { cookie, ...headers } });

    it('opens by a cookie that no script reads and that goes nowhere else', async () => {
      const { cookie, answer } = await open({ operations: 'r' });
      expect(answer.status).toBe(204);
      expect(cookieOf(answer.headers)).toMatch(
        /^__Secure-console=[^;]+; Max-Age=3600; Path=\/admin; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect((await see('/admin/overview', cookie)).status).toBe(200);
      expect((await see('/admin/overview', '')).status).toBe(401);
      expect((await see('/admin/queues', cookie)).status).toBe(403);
      expect((await see('/api/v1/admin/operations/overview', cookie)).status).toBe(401);
      expect((await ask('POST', 'console/session', await staff({ orders: 'r' }))).status).toBe(403);
      const page = await see('/admin', '');
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(page.text).not.toMatch(/<script>|onclick|style=/);
      expect((await see('/admin/console.js', '')).headers.get('content-type')).toContain(
        'javascript',
      );
    });

    it('ends with the session', async () => {
      const { token, cookie } = await open({ operations: 'r' });
      expect((await t.http('POST', '/api/v1/auth/logout', { token, body: {} })).status).toBe(204);
      expect((await see('/admin/overview', cookie)).status).toBe(401);
    });

    it('shows the board, and acts only for who may, from its own page, within its bounds', async () => {
      const own = { 'sec-fetch-site': 'same-origin' };
      const { jobId } = await deadJob();
      const reader = await open({ operations: 'r', queues: 'r' });
      const board = await see('/admin/queues', reader.cookie);
      expect(board.status).toBe(200);
      expect(board.text).toContain('/admin/queues');
      const script = /static\/js\/main[^"]+/.exec(board.text)?.[0] ?? '';
      expect((await see(`/admin/queues/${script}`, reader.cookie)).status).toBe(200);
      const list = await see(
        '/admin/queues/api/queues?activeQueue=orders&status=failed',
        reader.cookie,
      );
      expect(list.text).toContain(jobId);
      const retry = `/admin/queues/api/queues/orders/${jobId}/retry`;
      expect((await see(retry, reader.cookie, own, 'PUT')).status).toBe(403);
      const actor = await open({ operations: 'r', queues: 'rx' });
      expect((await see(retry, actor.cookie, {}, 'PUT')).body).toMatchObject({
        code: 'operations.cross_site',
      });
      const foreign = { 'sec-fetch-site': 'cross-site', origin: t.baseUrl };
      expect((await see(retry, actor.cookie, foreign, 'PUT')).status).toBe(403);
      const add = '/admin/queues/api/queues/orders/add';
      expect((await see(add, actor.cookie, own, 'POST')).body).toMatchObject({
        code: 'operations.board_action_refused',
      });
      expect((await see(retry, actor.cookie, own, 'PUT')).status).toBe(204);
      const state = await (await t.get(LateQueueDesk).get()).get('orders', jobId);
      expect(state.state).toBe('waiting');
    });
  });
});
