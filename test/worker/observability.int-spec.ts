import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLogFields } from '../../src/common/log-scope.js';
import { loggerParams } from '../../src/common/logging.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { Tracing } from '../../src/tracing/tracing.js';
import { useApi } from '../setup/test-api.js';
import { noteNotRun, testRun } from '../setup/test-run.js';
import { probe, probeQueue } from './probe.js';
import { type TestWorker, useQueue } from './queue-harness.js';

interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
}

/** A collector: whatever came over OTLP/HTTP. */
const collected: SentSpan[] = [];
let collector: Server;
const env: { OTEL_EXPORTER_OTLP_ENDPOINT: string } = { OTEL_EXPORTER_OTLP_ENDPOINT: '' };

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const docker = (file: string) => fileURLToPath(new URL(`../../docker/${file}`, import.meta.url));
const read = (file: string) => readFileSync(docker(file), 'utf8');

/** Whether it is there; the summary of the run names what needs it, where it is not. */
function hasPromtool(): boolean {
  if (existsSync('/usr/bin/promtool')) return true;
  noteNotRun(testRun().folder, 'rules tried by promtool (needs the package prometheus)');
  return false;
}

function take(body: string): void {
  const { resourceSpans } = JSON.parse(body) as {
    resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
  };
  collected.push(...resourceSpans.flatMap((each) => each.scopeSpans.flatMap(({ spans }) => spans)));
}

beforeAll(async () => {
  collector = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/v1/traces') take(Buffer.concat(parts).toString());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  collector.closeAllConnections();
  collector.close();
});

describe('What can be seen', () => {
  const t = useApi({ env });
  const queue = useQueue('postgres');
  let worker: TestWorker;

  beforeAll(async () => {
    worker = await queue.open(env);
    worker.process.start(() => undefined);
  });

  it('a trace goes from the request into the outbox', async () => {
    const headers = { traceparent: PARENT };
    const body = { email: `trace-${Date.now()}@example.com` };
    await t.http('POST', '/api/v1/auth/register', {
      headers,
      body: {
        ...body,
        password: 'a quiet harbour',
        firstName: 'Ada',
        lastName: 'Byron',
        phoneNumber: '+12025550163',
      },
    });
    const { rows } = await t.owner.query<{ traceparent: string }>(
      'SELECT traceparent FROM outbox_events WHERE traceparent IS NOT NULL',
    );
    const [row] = rows;
    expect(row?.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    await t.get(Tracing).onApplicationShutdown();
    const server = collected.find(({ traceId, kind }) => traceId === TRACE && kind === 2);
    expect(server).toMatchObject({
      name: 'POST /api/v1/auth/register',
      parentSpanId: 'b7ad6b7169203331',
    });
    expect(row?.traceparent).toContain(server?.spanId);
  });

  it('and out of it into the job, whose log lines name request and trace', async () => {
    const ctx = {
      actorId: null,
      requestId: 'req-seen',
      scope: 'all',
      traceparent: PARENT,
    } as const;
    await worker.commit(
      (tx) => worker.outbox.enqueue(tx, probeQueue, 'write', { key: 'seen' }),
      ctx,
    );
    await queue.until('the effect', async () => (await queue.effects()).includes('seen'));
    const run = probe.runs.find(({ key }) => key === 'seen');
    expect(run?.logged).toMatchObject({
      requestId: 'req-seen',
      queue: 'probe',
      job: 'write',
      traceId: TRACE,
    });
    await queue.until('the span', () => collected.some(({ name }) => name === 'probe/write'));
    const span = collected.find(({ name }) => name === 'probe/write');
    expect(span).toMatchObject({ traceId: TRACE, parentSpanId: 'b7ad6b7169203331' });
    expect(run?.traceparent).toBe(`00-${TRACE}-${span?.spanId}-01`);
  });

  it('what is no trace begins a new one, and a broken header harms nothing', async () => {
    for (const traceparent of [
      'x',
      `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
      `${PARENT}'; --`,
    ]) {
      const { status } = await t.http('GET', '/api/v1/brands', { headers: { traceparent } });
      expect(status).toBe(200);
    }
  });

  it('a line that is written while a job runs carries its fields', async () => {
    const lines: string[] = [];
    const { pinoHttp } = loggerParams('info');
    const options = pinoHttp as pino.LoggerOptions;
    const log = pino(options, { write: (line: string) => void lines.push(line) });
    const fields = { requestId: 'req-1', queue: 'orders', job: 'expire-unpaid', jobId: 'j' };
    await withLogFields(fields, async () => {
      await Promise.resolve();
      log.info('within');
    });
    log.info('outside');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ...fields, msg: 'within' });
    expect(JSON.parse(lines[1] ?? '')).not.toHaveProperty('queue');
  });

  it('every metric of dashboard and rules is one that we have', async () => {
    const texts = [
      await t.get(Metrics).text(),
      await worker.context.get(Metrics, { strict: false }).text(),
    ].map(({ body }) => body);
    const ours = new Set(
      texts.flatMap((text) => [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name)),
    );
    const files = [
      'grafana/dashboards/eshop.json',
      'prometheus/alerts.yml',
      'prometheus/alerts.test.yml',
    ];
    const used = files.flatMap((file) =>
      [...read(file).matchAll(/\b(?:eshop|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name),
    );
    expect(used.length).toBeGreaterThan(60);
    const base = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
    const unknown = used.filter((name) => !ours.has(name) && !ours.has(base(name)));
    expect([...new Set(unknown)]).toEqual([]);
    expect(texts[1]).toMatch(
      /eshop_worker_job_duration_seconds_count\{queue="probe",job="write",outcome="done"\} \d/,
    );
    expect(texts[1]).toMatch(/eshop_queue_jobs\{queue="probe",state="failed"\} 0/);
  });

  it('Prometheus looks at services that compose has', () => {
    const compose = read('compose.yml');
    const targets = [
      ...read('prometheus/prometheus.yml').matchAll(/\b([a-z][a-z0-9-]+):(9464|9000)\b/g),
    ];
    const missing = targets.filter(([, name]) => !compose.includes(`\n  ${name}:\n`));
    expect(targets.length).toBeGreaterThan(10);
    expect(missing.map(([text]) => text)).toEqual([]);
    const workers = [...compose.matchAll(/^ {2}(worker-[a-z-]+):$/gm)].map(([, name]) => name);
    const seen = targets.map(([, name]) => name);
    expect(workers.filter((name) => !seen.includes(name))).toEqual([]);
  });

  it('each rule has a test in which it rings', () => {
    const rules = [...read('prometheus/alerts.yml').matchAll(/- alert: (\w+)/g)].map(
      ([, name]) => name,
    );
    const tests = read('prometheus/alerts.test.yml')
      .split(/alertname: /)
      .slice(1);
    const rung = tests
      .filter((test) => test.includes('exp_labels'))
      .map((test) => /^\w+/.exec(test)?.[0]);
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((name) => !rung.includes(name))).toEqual([]);
  });

  it.skipIf(!hasPromtool())('promtool finds the rules right, and they ring', () => {
    const tool = (...args: string[]) =>
      execFileSync('/usr/bin/promtool', args, { encoding: 'utf8', stdio: 'pipe' });
    expect(tool('check', 'rules', docker('prometheus/alerts.yml'))).toContain('SUCCESS');
    expect(tool('test', 'rules', docker('prometheus/alerts.test.yml'))).toContain('SUCCESS');
    const config = docker('prometheus/prometheus.yml');
    expect(tool('check', 'config', '--syntax-only', config)).toContain('SUCCESS');
  });
});
