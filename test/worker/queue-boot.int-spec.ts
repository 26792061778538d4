import { Injectable, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { ENV } from '../../src/config/env.js';
import { defineQueue, job, type QueueDefinition } from '../../src/queue/define-queue.js';
import { type QueueProcessor } from '../../src/queue/typed-processor.js';
import { listenForHealth } from '../../src/queue/worker-health.js';
import { WorkerProcess } from '../../src/queue/worker-process.js';
import { QueueBackend } from '../../src/queue/queue-backend.js';
import { WorkerModule } from '../../src/worker.module.js';
import { openSurroundings, type Surroundings } from '../setup/test-context.js';

const queue: QueueDefinition = defineQueue('boot', {
  one: job(z.object({})),
  two: job(z.object({})),
});
const handler = (): Promise<void> => Promise.resolve();

describe('start of a worker', () => {
  let surroundings: Surroundings;
  const started: WorkerProcess[] = [];

  beforeAll(async () => {
    surroundings = await openSurroundings({});
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((worker) => worker.stop()));
  });
  afterAll(() => surroundings.close());

  it('fails when a queue has no processor', async () => {
    const { worker } = await open();
    expect(() => worker.start(() => undefined)).toThrow('queue boot has 0 processors');
  });

  it('fails when a queue has two processors', async () => {
    const { worker } = await open(
      processor({ one: handler, two: handler }),
      processor({ one: handler, two: handler }),
    );
    expect(() => worker.start(() => undefined)).toThrow('queue boot has 2 processors');
  });

  it('fails when a job has no handler or a handler no job, and names them all', async () => {
    const { worker } = await open(processor({ one: handler, three: handler }));
    expect(() => worker.start(() => undefined)).toThrow(
      'The worker cannot start: job two of queue boot has no handler; queue boot has a handler for the unknown job three.',
    );
  });

  it('fails when the pool is too small for its workers: no job would ever run', async () => {
    const { worker, backend } = await open(processor({ one: handler, two: handler }));
    expect(() => backend.assertPoolFits(4)).toThrow('has 5 connections, 4 workers need at least 6');
    backend.assertPoolFits(1);
    worker.start(() => undefined);
  });

  it('runs each queue under a hash tag of its own', async () => {
    const { backend } = await open();
    expect([backend.prefixOf('orders'), backend.prefixOf('payments')]).toEqual([
      '{eshop:orders}',
      '{eshop:payments}',
    ]);
  });

  it('is not ready before it has started, while it stops, and without its database', async () => {
    const { worker } = await open(processor({ one: handler, two: handler }));
    const database = new pg.Pool({ connectionString: surroundings.database.url, max: 1 });
    const server = await listenForHealth(0, '127.0.0.1', {
      stuck: () => Promise.resolve([]),
      metrics: () => Promise.resolve({ contentType: 'text/plain', body: '' }),
      faults: () => worker.faults(),
      pingDatabase: () => database.query('SELECT 1'),
    });
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const ask = async (path: string): Promise<unknown[]> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return [response.status, ((await response.json()) as { faults?: string[] }).faults];
    };
    expect(await ask('/health/ready')).toEqual([503, ['starting']]);
    worker.start(() => undefined);
    expect(await ask('/health/ready')).toEqual([200, []]);
    await database.end();
    expect(await ask('/health/ready')).toEqual([503, ['the database does not answer']]);
    await worker.stop();
    expect(await ask('/health/ready')).toEqual([503, ['stopping', 'the database does not answer']]);
    expect((await ask('/health/live'))[0]).toBe(200);
    server.close();
  });

  async function open(
    ...processors: Type[]
  ): Promise<{ worker: WorkerProcess; backend: QueueBackend }> {
    @Module({ providers: processors })
    class BootModule {}
    const module = await Test.createTestingModule({
      imports: [
        await WorkerModule.forQueues(['boot'], {
          queues: [{ queue, load: () => Promise.resolve(BootModule) }],
          subscriptions: [],
        }),
      ],
    })
      .overrideProvider(ENV)
      .useValue(surroundings.env)
      .compile();
    module.useLogger(false);
    const worker = new WorkerProcess(await module.init(), { relay: false });
    started.push(worker);
    return { worker, backend: module.get(QueueBackend, { strict: false }) };
  }
});

function processor(table: QueueProcessor['handlers']): Type {
  @Injectable()
  class BootProcessor implements QueueProcessor {
    readonly queue = queue;
    readonly handlers = table;
  }
  return BootProcessor;
}
