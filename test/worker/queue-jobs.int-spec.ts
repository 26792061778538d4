import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';

import { jobOptionsOf } from '../../src/queue/job-options.js';
import { QueueBackend } from '../../src/queue/queue-backend.js';
import { readQueue } from '../../src/queue/queue-figures.js';
import { BullQueueDesk } from '../../src/queue-desk/bull-queue-desk.js';
import { type QueueBoard } from '../../src/queue-desk/queue-board.js';
import { queueBackends } from '../setup/test-redis.js';
import { probe, probeHappened, probeQueue, probeUnheard } from './probe.js';
import { type TestWorker, useQueue } from './queue-harness.js';

/** These tests show nobody the board. */
const NO_BOARD = null as unknown as QueueBoard;

describe.each(queueBackends())('jobs on %s', (backend) => {
  const queue = useQueue(backend);
  let worker: TestWorker;

  beforeAll(async () => {
    worker = await queue.open();
    worker.process.start(() => undefined);
  });

  it('runs a job that a transaction asked for, with the request id of its cause', async () => {
    await worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, 'write', { key: 'first' }), {
      actorId: null,
      requestId: 'req-4711',
      scope: 'all',
    });
    await queue.until('the effect', async () => (await queue.effects()).includes('first'));
    expect((await queue.row('first')).done_at).not.toBeNull();
    expect(probe.runs.find((run) => run.key === 'first')).toMatchObject({
      name: 'write',
      attempt: 1,
      requestId: 'req-4711',
    });
  });

  it('tells each subscriber of an event, and keeps one that nobody hears as done', async () => {
    await worker.commit(async (tx) => {
      await worker.outbox.publish(tx, probeHappened, { key: 'news' });
      await worker.outbox.publish(tx, probeUnheard, { key: 'silence' });
    });
    await queue.until('both subscribers', async () => {
      const effects = await queue.effects();
      return effects.includes('news') && effects.includes('sent-news');
    });
    const silence = await queue.row('silence');
    expect(silence.done_at).not.toBeNull();
    expect(silence.relayed_at).toBeNull();
  });

  it('marks the row of a handler that leaves the answer to the platform', async () => {
    await worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, 'forget', { key: 'forgot' }));
    await queue.until('the mark', async () => (await queue.row('forgot')).done_at !== null);
    expect(probe.runs.filter((run) => run.key === 'forgot')).toHaveLength(1);
  });

  it('refuses a payload that does not fit before it is written', async () => {
    await expect(
      worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, 'write', { key: '' })),
    ).rejects.toThrow();
    await expect(queue.row('')).rejects.toThrow('No outbox row');
  });

  it('starts a delayed job no earlier than asked', async () => {
    const askedAt = Date.now();
    await worker.commit((tx) =>
      worker.outbox.enqueue(tx, probeQueue, 'write', { key: 'later' }, { delayMs: 1500 }),
    );
    await queue.until('the effect', async () => (await queue.effects()).includes('later'));
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(1500);
    expect(Date.now() - askedAt).toBeLessThan(6000);
  });

  it('fails a job whose name it does not know, at once and visibly', async () => {
    const id = await add('unknown-name', { payload: { key: 'x' } });
    await queue.until('the failure', async () => (await stateOf(id)) === 'failed');
    const job = await (await worker.producer.queue('probe')).getJob(id);
    expect(job?.failedReason).toBe('Queue probe has no job unknown-name.');
    expect(job?.attemptsMade).toBe(1);
  });

  it.each([
    ['a payload that does not fit', 'write', { payload: { key: 7 } }, /^Bad payload/],
    ['data that no relay wrote', 'write', { delivery: { id: 'x' } }, /^Bad job data/],
  ])('fails %s at once, before the handler', async (_what, name, data, reason) => {
    const runs = probe.runs.length;
    const id = await add(name, data);
    await queue.until('the failure', async () => (await stateOf(id)) === 'failed');
    const job = await (await worker.producer.queue('probe')).getJob(id);
    expect(job?.failedReason).toMatch(reason);
    expect(job?.attemptsMade).toBe(1);
    expect(probe.runs).toHaveLength(runs);
  });

  it('gives up at once what another try cannot change', async () => {
    probe.gone.add('gone');
    await worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, 'stumble', { key: 'gone' }));
    await queue.until('the end', async () => (await queue.row('gone')).failed_at !== null);
    expect((await queue.row('gone')).last_error).toMatch(/^webhooks\.delivery_not_found: /);
    expect(probe.runs.filter((run) => run.key === 'gone')).toHaveLength(1);
  });

  it('is told of when it neither ends nor says how far it is', async () => {
    let release = (): void => undefined;
    probe.held = new Promise((resolve) => (release = resolve));
    await worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, 'forget', { key: 'hangs' }));
    await queue.until('its begin', () => probe.runs.some((run) => run.key === 'hangs'));
    const faultsIn = (ms: number): string[] => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
      try {
        return worker.process.faults().filter((fault) => fault.includes('does not end'));
      } finally {
        vi.useRealTimers();
      }
    };
    expect(faultsIn(20_000)).toEqual([]);
    expect(faultsIn(26_000)).toEqual([expect.stringMatching(/^job forget .* of queue probe/)]);
    release();
    await queue.until('its end', async () => (await queue.row('hangs')).done_at !== null);
    await queue.until('no word of it', () => faultsIn(26_000).length === 0);
  });

  it('lets what nobody waits for wait for all else, and counts it as waiting', async () => {
    const ask = (name: 'forget' | 'later' | 'write', key: string): Promise<void> =>
      worker.commit((tx) => worker.outbox.enqueue(tx, probeQueue, name, { key }));
    const begun = (key: string): number => probe.runs.findIndex((run) => run.key === key);
    const hold = async (keys: readonly string[]): Promise<() => void> => {
      let release = (): void => undefined;
      probe.held = new Promise((resolve) => (release = resolve));
      onTestFinished(release);
      for (const key of keys) await ask('forget', key);
      await queue.until('their begin', () => keys.every((key) => begun(key) >= 0));
      return release;
    };
    await hold(['slot-1', 'slot-2', 'slot-3']);
    const releaseOne = await hold(['slot-4']);
    const opened = await worker.producer.queue('probe');
    const firstOf = async (count: number): Promise<string | null> => {
      const figures = () => readQueue('probe', opened);
      await queue.until(`${count} wait`, async () => (await figures()).counts.waiting === count);
      return (await figures()).oldestWaitingId;
    };
    for (const key of ['patient-1', 'patient-2']) await ask('later', key);
    expect(await firstOf(2)).toBe((await queue.row('patient-1')).id);
    for (const key of ['urgent-1', 'urgent-2']) await ask('write', key);
    expect(await firstOf(4)).toBe((await queue.row('urgent-1')).id);

    const backend = worker.context.get(QueueBackend, { strict: false });
    const desk = new BullQueueDesk(['probe'], backend, worker.producer, NO_BOARD);
    const listed = async (limit: number, skip: number): Promise<unknown[]> =>
      (await desk.list('probe', 'waiting', limit, skip)).map(({ payload }) => payload);
    const order = ['urgent-2', 'urgent-1', 'patient-1', 'patient-2'].map((key) => ({ key }));
    expect(await listed(10, 0)).toEqual(order);
    expect([...(await listed(3, 0)), ...(await listed(3, 3))]).toEqual(order);
    expect(await desk.get('probe', (await queue.row('patient-1')).id)).toMatchObject({
      state: 'waiting',
    });

    releaseOne();
    await queue.until('the last one', () => begun('patient-2') >= 0);
    expect(begun('urgent-2')).toBeLessThan(begun('patient-1'));
  });

  it('does nothing for a forged job whose row does not exist', async () => {
    const id = await add('write', {
      payload: { key: 'forged' },
      delivery: { id: '11111111-1111-4111-8111-111111111111', at: new Date().toISOString() },
    });
    await queue.until('the end', async () => (await stateOf(id)) === 'completed');
    expect(await queue.effects()).not.toContain('forged');
  });

  async function add(name: string, data: unknown): Promise<string> {
    const id = `manual-${Math.random().toString(36).slice(2)}`;
    const opened = await worker.producer.queue('probe');
    await opened.add(name, data, jobOptionsOf(id, probeQueue.jobs.write));
    return id;
  }

  async function stateOf(id: string): Promise<string> {
    return (await worker.producer.queue('probe')).getJobState(id);
  }
});
