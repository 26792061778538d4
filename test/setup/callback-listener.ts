import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { lazily } from './test-database.js';

/** A request that came in. */
export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  /** Behind the `?`, undecoded. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ListenerAnswer {
  readonly status: number;
  readonly body?: string;
}

/** A shop that only listens to callbacks and answers what it is told to. */
export interface CallbackListener {
  readonly url: string;
  readonly heard: HeardRequest[];
  /** What the next ones are answered; the last of these stays. */
  answerWith(...answers: readonly ListenerAnswer[]): void;
  /** Waits until something fitting was heard. */
  waitFor(fits: (request: HeardRequest) => boolean, count?: number): Promise<HeardRequest[]>;
  stop(): Promise<void>;
}

const WAIT_MS = 5_000;

async function startListener(): Promise<CallbackListener> {
  const answers: ListenerAnswer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const body = Buffer.concat(chunks).toString();
      listener.heard.push({ method: request.method ?? '', path, query, headers, body });
      const answer = answers[0] ?? { status: 200 };
      if (answers.length > 1) answers.shift();
      response.writeHead(answer.status).end(answer.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: CallbackListener = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: [],
    answerWith: (...wanted) => {
      answers.splice(0, answers.length, ...wanted);
    },
    waitFor: async (fits, count = 1) => {
      const until = Date.now() + WAIT_MS;
      while (listener.heard.filter(fits).length < count && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return listener.heard.filter(fits);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return listener;
}

/** Starts one before the first test of this `describe` and ends it after the last. */
export function useCallbackListener(): CallbackListener {
  let current: CallbackListener | undefined;
  beforeAll(async () => {
    current = await startListener();
  });
  afterAll(() => current?.stop());
  return lazily('The callback listener', () => current);
}
