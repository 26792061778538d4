import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailable } from './common/errors/common-errors.js';
import type { Env } from './config/env.js';
import { Readiness } from './modules/operations/health/readiness.js';
import { sendProblem } from './server-options.js';

/** How long a balancer may take to see that this process is no longer ready. */
const NOTICE_MS = 1_000;
/** Nobody has come for so long: the balancer looks elsewhere. */
const QUIET_MS = 300;
/** Whoever still comes after so long is turned away by the closed port. */
const MAX_NOTICE_MS = 6_000;
/** Asked by whoever wants to know how this process is, not for the shop. */
const ABOUT_THE_PROCESS = ['/health/', '/metrics'];

/**
 * How a process that was told to stop loses its requests to the others: every answer closes its
 * connection, and reads that come through a proxy are refused with a 503, on which the proxy asks another
 * process and sends nothing here for a while (`docker/nginx.conf`). What writes is still done: a proxy
 * may not send that a second time. Has to come before all other hooks.
 */
export function registerDraining(app: NestFastifyApplication, env: Env): void {
  const readiness = app.get(Readiness, { strict: false });
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  const isBehindProxy = env.TRUSTED_PROXIES.length > 0;
  server.addHook('onRequest', (request, reply, done) => {
    if (readiness.isOpen) {
      done();
      return;
    }
    void reply.header('connection', 'close');
    if (ABOUT_THE_PROCESS.some((prefix) => request.url.startsWith(prefix))) {
      done();
      return;
    }
    readiness.noteRequest();
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isBehindProxy && isRead) {
      const details = { retryAfterSeconds: 1 };
      void sendProblem(new ServiceUnavailable('This process is stopping', details), request, reply);
      return;
    }
    done();
  });
}

/** Says that this process wants no requests any more, and waits until none come. */
export async function drain(readiness: Readiness, env: Env): Promise<void> {
  readiness.close();
  // At a programmer's desk there is no balancer to wait for.
  if (env.NODE_ENV !== 'production') return;
  const deadline = performance.now() + MAX_NOTICE_MS;
  await sleep(NOTICE_MS);
  while (readiness.quietMs < QUIET_MS && performance.now() < deadline) await sleep(25);
}
