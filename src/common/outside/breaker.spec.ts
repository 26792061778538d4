import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it, vi } from 'vitest';

import { Breaker } from './breaker.js';
import { callOutside, NoAnswer } from './outside-call.js';

describe('Breaker', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('rests after failures in a row only, lets one try again, and rests on until that one has an answer', () => {
    vi.useFakeTimers();
    const breaker = new Breaker({ failures: 3, restMs: 1000 });
    const fail = (times: number) => {
      for (let time = 0; time < times; time += 1) breaker.failed();
    };
    fail(2);
    breaker.succeeded();
    fail(2);
    expect(breaker.admit()).toBe(true);
    breaker.failed();
    expect([breaker.admit(), breaker.restMs()]).toEqual([false, 1000]);
    vi.advanceTimersByTime(1000);
    expect([breaker.admit(), breaker.admit()]).toEqual([true, false]);
    vi.advanceTimersByTime(1000);
    expect(breaker.admit()).toBe(true);
    breaker.succeeded();
    expect([breaker.admit(), breaker.admit(), breaker.restMs()]).toEqual([true, true, 0]);
  });
});

describe('callOutside', () => {
  let server: Server | undefined;
  const serve = async (listener: RequestListener): Promise<string> => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server?.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/?secret=canary`;
  };
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['answers drop by drop', (_request, response) => void response.writeHead(200).write('a')],
    [
      'sends us elsewhere',
      (_request, response) => void response.writeHead(302, { location: '/' }).end(),
    ],
    ['hangs up', (request) => void request.socket.destroy()],
    ['says too much', (_request, response) => void response.end('x'.repeat(2000))],
  ])('gives up on who %s, and tells no address', async (_what, listener) => {
    const url = await serve(listener);
    const call = callOutside({ method: 'GET', url, timeoutMs: 300, maxBytes: 1000 });
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(JSON.stringify([(error as Error).message, (error as Error).cause])).not.toMatch(
      /canary|127/,
    );
  });

  it('gives back any whole answer', async () => {
    const url = await serve((_request, response) => void response.writeHead(404).end('đ'));
    const answer = await callOutside({ method: 'GET', url, timeoutMs: 300 });
    expect(answer).toEqual({ status: 404, text: 'đ' });
  });
});
