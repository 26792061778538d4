import { createServer, type Server, type ServerResponse } from 'node:http';

/** What the health port asks. */
export interface HealthSource {
  /** Reasons not to trust the process, one sentence each; empty when it works. */
  readonly faults: () => readonly string[];
  /** Resolves when the database answers. */
  readonly pingDatabase: () => Promise<unknown>;
  /** The same as `faults`, for what can only be seen in the queues; never throws. */
  readonly stuck: () => Promise<readonly string[]>;
  /** The process's numbers for Prometheus. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
}

const PING_MS = 1_000;

/**
 * Health of a worker over plain HTTP: `/health/live` says that the event loop turns,
 * `/health/ready` answers 503 with the reasons while the process can not work. Beside them `/metrics`.
 */
export async function listenForHealth(
  port: number,
  host: string,
  source: HealthSource,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/health/live') answer(response, 200, { status: 'ok' });
    else if (request.url === '/health/ready') void ready(response, source);
    else if (request.url === '/metrics') void metrics(response, source);
    else answer(response, 404, { status: 'unknown' });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function ready(response: ServerResponse, source: HealthSource): Promise<void> {
  const faults = [...source.faults()];
  const [isUp, stuck] = await Promise.all([answersInTime(source.pingDatabase), source.stuck()]);
  if (!isUp) faults.push('the database does not answer');
  faults.push(...stuck);
  const status = faults.length === 0 ? 200 : 503;
  answer(response, status, { status: status === 200 ? 'ok' : 'not ready', faults });
}

async function metrics(response: ServerResponse, source: HealthSource): Promise<void> {
  try {
    const { contentType, body } = await source.metrics();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
    response.end(body);
  } catch {
    answer(response, 500, { status: 'unknown' });
  }
}

async function answersInTime(ping: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PING_MS, false);
  });
  const answered = ping().then(
    () => true,
    () => false,
  );
  const inTime = await Promise.race([answered, late]);
  clearTimeout(timer);
  return inTime;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
