import autocannon from 'autocannon';
import { readFile } from 'node:fs/promises';

/** What a server did under load. */
export interface LoadFigures {
  readonly perSecond: number;
  /** Milliseconds, as the client saw them. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server for one request, microseconds; it depends on the load's own speed least. */
  readonly cpuMicros: number;
}

/** Fewer than the API serves on one connection. */
const RECONNECT = 900;
/** The kernel counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/**
 * Asks for the paths in turn on so many connections.
 *
 * @throws Error when an answer is not a 200: nothing is measured by refusals.
 */
export async function load(
  server: { readonly url: string; readonly pid: number },
  paths: readonly string[],
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<LoadFigures> {
  const before = await processorTime(server.pid);
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    // The API serves so many requests on a connection and then says that it closes it, which this client does not read.
    reconnectRate: RECONNECT,
    requests: paths.map((path) => ({ method: 'GET', path })),
  });
  const used = (await processorTime(server.pid)) - before;
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0)
    throw new Error(`${bad} of the requests to ${server.url} were not answered by a 200`);
  return {
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMicros: (used / TICKS_PER_SECOND / Math.max(1, result.requests.total)) * 1_000_000,
  };
}

/** Ticks of a process in user and kernel mode; 0 where the system does not tell. */
async function processorTime(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
