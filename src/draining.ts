import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { Server as PlainServer } from 'node:net';
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
/** Who is still connected once the port is closed may go on for so long. */
const MAX_KEPT_MS = 3_000;
const LOOK_MS = 25;
/** Asked by whoever wants to know how this process is, not for the shop. */
const ABOUT_THE_PROCESS = ['/health/', '/metrics'];
/** By which a proxy says that it asks another process when it reads this status (`docker/nginx.conf`). */
const PROXY_RETRIES = 'x-proxy-retries';

/**
 * How a process that was told to stop loses its requests to the others: it goes on answering whatever
 * comes, and each answer closes its connection. Has to come before all other hooks.
 *
 * A proxy without health checks of its own sends on until it cannot connect, and a closing port resets the
 * connections that wait to be accepted: a POST among them would end as a 502, nobody knowing whether
 * the order was placed. So a proxy that says that it asks another process on a 503 gets one for each read:
 * nobody sees it, and the proxy sends nothing here any more when the port closes. What writes is done, as a
 * proxy may not send it a second time.
 */
export function registerDraining(app: NestFastifyApplication, env: Env): void {
  const readiness = app.get(Readiness, { strict: false });
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  const isBehindProxy = env.TRUSTED_PROXIES.length > 0;
  server.addHook('onRequest', (request, reply, done) => {
    if (readiness.isOpen || isAboutTheProcess(request)) {
      done();
      return;
    }
    readiness.noteRequest();
    if (isBehindProxy && goesElsewhere(request)) {
      const details = { retryAfterSeconds: 1 };
      void sendProblem(new ServiceUnavailable('This process is stopping', details), request, reply);
      return;
    }
    done();
  });
  // Here, so that it holds as well for what was asked before and is answered only now.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (!readiness.isOpen) void reply.header('connection', 'close');
    done(null, payload);
  });
}

function isAboutTheProcess({ url }: FastifyRequest): boolean {
  return ABOUT_THE_PROCESS.some((prefix) => url.startsWith(prefix));
}

function goesElsewhere({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && headers[PROXY_RETRIES] === '503';
}

/** Says that this process wants no requests any more, and waits until none come. */
export async function drain(readiness: Readiness, env: Env): Promise<void> {
  readiness.close();
  if (!hasBalancer(env)) return;
  const deadline = performance.now() + MAX_NOTICE_MS;
  await sleep(NOTICE_MS);
  await untilQuiet(readiness, deadline);
}

/**
 * Closes the port for new connections. Who is connected is answered on until nobody asks, and what runs is
 * finished; a connection on which nothing runs is closed then.
 *
 * @param finishMs how long requests may go on
 * @returns whether all were answered in time
 */
export async function closePort(
  server: Server,
  readiness: Readiness,
  env: Env,
  finishMs: number,
): Promise<boolean> {
  let isOver = false;
  // Not the HTTP server's own: that one closes every kept-alive connection at once.
  PlainServer.prototype.close.call(server, () => (isOver = true));
  if (hasBalancer(env)) {
    const deadline = performance.now() + MAX_KEPT_MS;
    await sleep(QUIET_MS);
    await untilQuiet(readiness, deadline);
  }
  const deadline = performance.now() + finishMs;
  const isFinished = (): boolean => {
    // Again and again: answers that had begun before this process was told to stop leave their connection open.
    server.closeIdleConnections();
    return isOver;
  };
  while (!isFinished() && performance.now() < deadline) await sleep(LOOK_MS);
  return isOver;
}

/** At a programmer's desk there is nobody to wait for. */
function hasBalancer(env: Env): boolean {
  return env.NODE_ENV === 'production' || env.TRUSTED_PROXIES.length > 0;
}

async function untilQuiet(readiness: Readiness, deadline: number): Promise<void> {
  while (readiness.quietMs < QUIET_MS && performance.now() < deadline) await sleep(LOOK_MS);
}
