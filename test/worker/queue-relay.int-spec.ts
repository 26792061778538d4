import { beforeAll, describe, expect, it } from 'vitest';

import { Db } from '../../src/database/db.js';
import { RelayStore } from '../../src/queue/outbox/relay-store.js';
import { QueueProducer } from '../../src/queue/queue-producer.js';
import { queueBackends } from '../setup/test-redis.js';
import { probe, probeQueue } from './probe.js';
import { type TestWorker, useQueue } from './queue-harness.js';

describe.each(queueBackends())('relay on %s', (backend) => {
  const queue = useQueue(backend);
  let writer: TestWorker;
  let runner: TestWorker;

  beforeAll(async () => {
    writer = await queue.open();
    runner = await queue.open();
    // Runs jobs; its own relay and sweeper stay off, so that each step is the test's.
    runner.process.startJobs(() => undefined);
  });

  it('delivers exactly what was committed', async () => {
    await expect(
      writer.commit(async (tx) => {
        await writer.outbox.enqueue(tx, probeQueue, 'write', { key: 'rolled-back' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    const keys = Array.from({ length: 40 }, (_, index) => `committed-${index + 10}`);
    await writer.commit((tx) =>
      writer.outbox.enqueueMany(
        tx,
        probeQueue,
        'write',
        keys.map((key) => ({ key })),
      ),
    );
    expect(await writer.relay.relayOnce()).toBe(40);
    expect(await writer.relay.relayOnce()).toBe(0);
    await queue.until('all effects', async () => (await effectsLike('committed-')) === 40);
    expect((await queue.effects()).filter((key) => key !== 'tick')).toEqual(keys);
  });

  it('delivers once when the relay dies between adding and marking', async () => {
    await enqueue('write', 'died-between');
    const db = writer.context.get(Db, { strict: false });
    const query = db.query.bind(db);
    db.query = (statement, values) =>
      statement.name === 'outbox-relayed'
        ? Promise.reject(new Error('killed'))
        : query(statement, values);
    await expect(writer.relay.relayOnce()).rejects.toThrow('killed');
    db.query = query;
    await endLeases();
    await queue.until('the effect', async () => (await effectsOf('died-between')) === 1);
    await writer.relay.relayOnce();
    await settle();
    expect(await effectsOf('died-between')).toBe(1);
  });

  it('delivers when the relay dies between lease and adding', async () => {
    await enqueue('write', 'died-early');
    const producer = writer.context.get(QueueProducer, { strict: false });
    const addBulk = producer.addBulk.bind(producer);
    producer.addBulk = () => new Promise(() => undefined);
    void writer.relay.relayOnce();
    await queue.until(
      'the lease',
      async () => (await queue.row('died-early')).leased_until !== null,
    );
    producer.addBulk = addBulk;
    expect(await writer.relay.relayOnce()).toBe(0);
    await endLeases();
    expect(await writer.relay.relayOnce()).toBe(1);
    await queue.until('the effect', async () => (await effectsOf('died-early')) === 1);
  });

  it('gives rows back when the queue refuses them', async () => {
    await enqueue('write', 'refused');
    const producer = writer.context.get(QueueProducer, { strict: false });
    const addBulk = producer.addBulk.bind(producer);
    producer.addBulk = () => Promise.reject(new Error('OOM'));
    await expect(writer.relay.relayOnce()).rejects.toThrow('OOM');
    expect(await queue.row('refused')).toMatchObject({ relayed_at: null, leased_until: null });
    producer.addBulk = addBulk;
    expect(await writer.relay.relayOnce()).toBe(1);
  });

  it('shares the work between relays, one job per row', async () => {
    const second = await queue.open();
    const keys = Array.from({ length: 300 }, (_, index) => ({ key: `shared-${index}` }));
    await writer.commit((tx) => writer.outbox.enqueueMany(tx, probeQueue, 'write', keys));
    const rounds = await Promise.all(
      [writer, second, writer, second].map((worker) => worker.relay.relayOnce(100)),
    );
    expect(rounds.reduce((sum, count) => sum + count, 0)).toBe(300);
    await queue.until('all effects', async () => (await effectsLike('shared-')) === 300, 20);
    await settle();
    expect(await effectsLike('shared-')).toBe(300);
    expect(probe.runs.filter((run) => run.key.startsWith('shared-'))).toHaveLength(300);
  });

  it.each(['write', 'send'] as const)('lets a doubled %s have one effect', async (name) => {
    const key = `doubled-${name}`;
    await enqueue(name, key);
    const { id } = await queue.row(key);
    const at = (await createdAt(id)).toISOString();
    await writer.producer.addBulk(
      'probe',
      Array.from({ length: 8 }, (_, index) => ({
        name,
        data: { payload: { key }, delivery: { id, at } },
        opts: { jobId: `${id}-double-${index}` },
      })),
    );
    await queue.until('all runs', () => probe.runs.filter((run) => run.key === key).length >= 8);
    await settle();
    expect(await effectsOf(key)).toBe(1);
    expect((await queue.row(key)).done_at).not.toBeNull();
  });

  it('tries again after a failure, keeps what failed for good and replays it', async () => {
    probe.broken.add('hard');
    await enqueue('stumble', 'hard');
    await writer.relay.relayOnce();
    await queue.until('the end', async () => (await queue.row('hard')).failed_at !== null);
    expect(probe.runs.filter((run) => run.name === 'stumble').map((run) => run.attempt)).toEqual([
      1, 2,
    ]);
    const failed = await queue.row('hard');
    expect(failed).toMatchObject({ done_at: null, last_error: 'stumbled over hard' });
    const jobs = await writer.producer.queue('probe');
    await queue.until('the job to be kept', async () => {
      return (await jobs.getJobState(failed.id)) === 'failed';
    });

    expect(await writer.sweeper.sweep(0)).toBe(0);
    probe.broken.delete('hard');
    expect(await writer.inbox.replay([failed.id])).toEqual([failed.id]);
    expect(await writer.inbox.replay([failed.id])).toEqual([]);
    await writer.relay.relayOnce();
    await queue.until('the effect', async () => (await effectsOf('hard')) === 1);
    expect(await queue.row('hard')).toMatchObject({ failed_at: null, last_error: null });
  });

  it('gives the lease of a failed try back, so that the next try can take it', async () => {
    probe.broken.add('mail');
    await enqueue('send', 'mail');
    await writer.relay.relayOnce();
    await queue.until('a try', () => probe.runs.some((run) => run.key === 'mail'));
    probe.broken.delete('mail');
    await queue.until('the effect', async () => (await effectsOf('mail')) === 1);
  });

  it('rings again for rows that were not answered, under a new job id', async () => {
    await enqueue('write', 'unanswered');
    const { id } = await queue.row('unanswered');
    await markRelayed(id, '31 seconds');
    expect(await writer.sweeper.sweep()).toBe(1);
    await writer.relay.relayOnce();
    await queue.until('the effect', async () => (await effectsOf('unanswered')) === 1);
    expect((await queue.row('unanswered')).relay_count).toBe(2);
    expect(await writer.sweeper.sweep(0)).toBe(0);
  });

  it('leaves fresh rows, held rows and rows whose job still waits alone', async () => {
    const jobs = await writer.producer.queue('probe');
    await jobs.pause();
    await enqueue('write', 'waits');
    await writer.relay.relayOnce();
    await enqueue('write', 'fresh');
    await enqueue('send', 'held');
    await markRelayed((await queue.row('fresh')).id, '5 seconds');
    const held = await queue.row('held');
    await markRelayed(held.id, '5 minutes');
    await queue.surroundings.database.owner.query(
      `UPDATE outbox_events SET leased_until = now() + interval '1 minute' WHERE id = $1`,
      [held.id],
    );
    await markRelayed((await queue.row('waits')).id, '5 minutes');
    expect(await writer.sweeper.sweep()).toBe(0);
    await jobs.resume();
    await queue.until('the effect', async () => (await effectsOf('waits')) === 1);
    await finish();
  });

  it('asks ever less often for what nobody answers', async () => {
    await enqueue('write', 'often');
    const { id } = await queue.row('often');
    await markRelayed(id, '100 seconds');
    const rings = (count: number) =>
      queue.surroundings.database.owner.query(
        'UPDATE outbox_events SET relay_count = $2 WHERE id = $1',
        [id, count],
      );
    await rings(5);
    expect(await writer.sweeper.sweep()).toBe(0);
    await rings(3);
    expect(await writer.sweeper.sweep()).toBe(1);
    await finish();
  });

  it('touches nothing that another has taken or rung meanwhile', async () => {
    const store = writer.context.get(RelayStore, { strict: false });
    await enqueue('send', 'taken');
    const { id } = await queue.row('taken');
    const delivery = async () => ({ id, at: (await createdAt(id)).toISOString() });
    const lease = async () => (await queue.row('taken')).leased_until?.getTime();

    // The handler was quicker than the mark of the relay.
    const [leased] = (await store.lease(500)).filter((row) => row.id === id);
    const first = await delivery();
    expect(await writer.inbox.lease(first, 100)).toBe(true);
    const held = await lease();
    await store.relayed(leased === undefined ? [] : [leased]);
    expect(await lease()).toBe(held);

    // Its lease ran out, another took the row, and now it fails.
    await endLeases();
    const second = await delivery();
    expect(await writer.inbox.lease(second, 200)).toBe(true);
    await writer.inbox.release(first);
    expect(await writer.inbox.lease(await delivery(), 200)).toBe(false);
    await writer.inbox.release(second);
    expect(await lease()).toBeUndefined();

    // Looked at by one sweeper, rung by another.
    await markRelayed(id, '31 seconds');
    const seen = (await store.unanswered(500, 30)).filter((row) => row.id === id);
    expect(seen).toHaveLength(1);
    await markRelayed(id, '1 second');
    expect(await store.ringAgain(seen)).toBe(0);
    await finish();
  });

  async function finish(): Promise<void> {
    await queue.surroundings.database.owner.query(
      `UPDATE outbox_events SET done_at = now() WHERE done_at IS NULL`,
    );
  }

  async function enqueue(name: 'write' | 'send' | 'stumble', key: string): Promise<void> {
    await writer.commit((tx) => writer.outbox.enqueue(tx, probeQueue, name, { key }));
  }

  async function endLeases(): Promise<void> {
    await queue.surroundings.database.owner.query(
      `UPDATE outbox_events SET leased_until = now() - interval '1 second'
        WHERE leased_until IS NOT NULL AND done_at IS NULL`,
    );
  }

  async function markRelayed(id: string, ago: string): Promise<void> {
    await queue.surroundings.database.owner.query(
      `UPDATE outbox_events SET relayed_at = now() - $2::interval, relay_count = greatest(relay_count, 1)
        WHERE id = $1`,
      [id, ago],
    );
  }

  async function createdAt(id: string): Promise<Date> {
    const found = await queue.surroundings.database.owner.query<{ created_at: Date }>(
      'SELECT created_at FROM outbox_events WHERE id = $1',
      [id],
    );
    return found.rows[0]?.created_at ?? new Date(0);
  }

  async function effectsOf(key: string): Promise<number> {
    return (await queue.effects()).filter((effect) => effect === key).length;
  }

  async function effectsLike(start: string): Promise<number> {
    return (await queue.effects()).filter((effect) => effect.startsWith(start)).length;
  }

  /** Time for a second effect to show, if there were one. */
  async function settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
});
