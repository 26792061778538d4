import { once } from 'node:events';
import { request as open } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const FULL = 503;
const MAX_RETURNS = 60;
const PAUSE_MS = 500;

/** A request with a JSON body, to one of the API processes. */
export interface HeldRequest {
  /** Address of the process, without a path. */
  readonly at: string;
  readonly method: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface HeldAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/**
 * Sends all requests at the same moment: first everything of each but its last byte, over a connection of its
 * own, and when all of that has left, the last bytes together ("last-byte synchronisation", after James Kettle,
 * "Smashing the state machine", 2023). The answers come in the order of the requests.
 */
export async function sendTogether(requests: readonly HeldRequest[]): Promise<HeldAnswer[]> {
  const held = await Promise.all(requests.map(hold));
  const answers = await Promise.all(held.map((release) => release()));
  return comeAgain(requests, answers, MAX_RETURNS);
}

/** Whoever is told that the shop is full comes again, with all the others who were, until he is served. */
async function comeAgain(
  requests: readonly HeldRequest[],
  answers: HeldAnswer[],
  returns: number,
): Promise<HeldAnswer[]> {
  const turnedAway = answers.flatMap(({ status }, n) => (status === FULL ? [n] : []));
  if (turnedAway.length === 0 || returns === 0) return answers;
  await sleep(PAUSE_MS);
  const held = await Promise.all(
    turnedAway.flatMap((n) => (requests[n] === undefined ? [] : [hold(requests[n])])),
  );
  const served = await Promise.all(held.map((release) => release()));
  const next = [...answers];
  turnedAway.forEach((n, index) => (next[n] = served[index] ?? { status: FULL, body: {} }));
  return comeAgain(requests, next, returns - 1);
}

/** Sends all but the last byte; what comes back sends it and waits for the answer. */
async function hold(request: HeldRequest): Promise<() => Promise<HeldAnswer>> {
  const bytes = Buffer.from(JSON.stringify(request.body));
  const sent = open(`${request.at}/api/v1${request.path}`, {
    method: request.method,
    agent: false,
    headers: {
      ...request.headers,
      'content-type': 'application/json',
      'content-length': bytes.length,
      connection: 'close',
    },
  });
  const answered = once(sent, 'response');
  answered.catch(() => undefined);
  sent.setNoDelay(true);
  sent.flushHeaders();
  await new Promise<void>((resolve, reject) => {
    sent.once('error', reject);
    sent.write(bytes.subarray(0, -1), (error) => (error ? reject(error) : resolve()));
  });
  return async () => {
    sent.end(bytes.subarray(-1));
    const [response] = (await answered) as [AsyncIterable<Buffer> & { statusCode: number }];
    let text = '';
    for await (const chunk of response) text += chunk.toString();
    return { status: response.statusCode, body: parse(text) };
  };
}

function parse(text: string): Record<string, unknown> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
