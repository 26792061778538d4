import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../../src/dev/free-port.js';
import { listenForHealth } from '../../src/queue/worker-health.js';
import type { QueueWorkerHost } from '../../src/queue/worker-host.js';
import { QUEUES } from '../../src/queue/worker-runner.js';
import { queueBackends } from '../setup/test-redis.js';
import { probe } from './probe.js';
import { type TestWorker, useQueue } from './queue-harness.js';

const LATER_MS = 13_000;
const FAULT = 'queue probe has jobs that wait, and takes none';

describe.each(queueBackends())(
  'A worker that takes no jobs although they wait, on %s',
  (backend) => {
    const queue = useQueue(backend);
    let worker: TestWorker;
    let host: QueueWorkerHost | undefined;
    let health: Server;
    let url = '';

    const add = async () => {
      const opened = await worker.producer.queue('probe');
      return opened.add('write', { outboxId: crypto.randomUUID() });
    };
    const ready = async () => {
      const answer = await fetch(`${url}/health/ready`);
      const { faults } = (await answer.json()) as { faults: string[] };
      return { status: answer.status, faults };
    };
    const afterAWhile = async () => {
      await ready();
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LATER_MS });
      try {
        return await ready();
      } finally {
        vi.useRealTimers();
      }
    };

    beforeAll(async () => {
      worker = await queue.open();
      // Its job would stand first in line.
      Reflect.set(worker.scheduler, 'start', () => undefined);
      worker.process.startJobs(() => undefined);
      [host] = worker.context.get<QueueWorkerHost[]>(QUEUES, { strict: false });
      // Its way to the queue is lost, and nothing of it looks broken.
      Reflect.set(host?.worker ?? {}, 'moveToActive', () => sleep(300, undefined));
      const port = await findFreePort();
      url = `http://127.0.0.1:${port}`;
      health = await listenForHealth(port, '127.0.0.1', {
        faults: () => worker.process.faults(),
        stuck: () => worker.process.stuck(),
        pingDatabase: () => Promise.resolve(),
        metrics: () => Promise.resolve({ contentType: 'text/plain', body: '' }),
      });
    });
    afterAll(() => {
      vi.useRealTimers();
      health.closeAllConnections();
      health.close();
    });

    it('is ready while nothing waits, and while what waits has come just now', async () => {
      expect(await afterAWhile()).toEqual({ status: 200, faults: [] });
      await add();
      expect(await ready()).toEqual({ status: 200, faults: [] });
      expect(await ready()).toEqual({ status: 200, faults: [] });
    });

    it('is not ready once the same job has stood first in line for twelve seconds', async () => {
      expect(await afterAWhile()).toEqual({ status: 503, faults: [FAULT] });
    });

    it('is ready when staff has paused the queue, and when another job came to the front', async () => {
      const opened = await worker.producer.queue('probe');
      await opened.pause();
      expect(await afterAWhile()).toEqual({ status: 200, faults: [] });
      await opened.resume();
      expect((await afterAWhile()).status).toBe(503);
      const [first] = await opened.getJobs(['waiting'], 0, 0, true);
      await add();
      await first?.remove();
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + LATER_MS });
      expect(await ready()).toEqual({ status: 200, faults: [] });
      vi.useRealTimers();
    });

    it('has what runs beside the jobs started and stopped with them', async () => {
      expect(probe.beside).toBe('runs');
      await worker.process.stop(0);
      expect(probe.beside).toBe('stopped');
    });
  },
);
