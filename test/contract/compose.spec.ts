import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readImage } from '../../src/dev/proof/operations/scale/compose-file.js';
import { knownQueueNames, RELAY } from '../../src/worker-queues.js';

describe('docker/compose.yml', () => {
  it('starts one worker for every queue and the relay, and none for a queue that does not exist', () => {
    const text = readFileSync('docker/compose.yml', 'utf8');
    const started = [...text.matchAll(/dist\/src\/worker\.js ([\w-]+)/g)].map(([, name]) => name);
    expect(started.sort()).toEqual([...new Set([...knownQueueNames(), RELAY])].sort());
  });
});

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports?: readonly { readonly containerPort: number }[];
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: number } };
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: number } };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: Readonly<Record<string, unknown>>;
    readonly template: {
      readonly metadata?: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly terminationGracePeriodSeconds?: number;
      };
    };
  };
}

describe('docker/kubernetes.yml', () => {
  const { items } = parse(readFileSync('docker/kubernetes.yml', 'utf8'), { maxAliasCount: -1 }) as {
    items: readonly Manifest[];
  };
  const named = (kind: string) => items.filter((item) => item.kind === kind);
  const containerOf = (item: Manifest): Container | undefined =>
    item.spec.template.spec.containers[0];
  const compose = readFileSync('docker/compose.yml', 'utf8');

  it('works on every queue and the relay, each in one deployment', () => {
    const queues = named('Deployment').flatMap((item) => {
      const [program, file, ...names] = containerOf(item)?.command ?? [];
      return file === 'dist/src/worker.js' && program === 'node' ? names : [];
    });
    expect(queues.sort()).toEqual([...new Set([...knownQueueNames(), RELAY])].sort());
  });

  it('has the image, programs, ports and variables of compose and of the image', () => {
    const image = readImage('docker/Dockerfile', 'production');
    const example = readFileSync('.env.example', 'utf8');
    for (const item of [...named('Deployment'), ...named('Job')]) {
      const container = containerOf(item);
      expect(compose).toContain(`image: ${container?.image.split(':')[0]}\n`);
      const program = (container?.command ?? image.command).find((word) =>
        word.startsWith('dist/'),
      );
      expect(existsSync(String(program).replace(/^dist\/(.*)js$/, '$1ts'))).toBe(true);
      for (const { name, value } of container?.env ?? []) {
        expect(example).toContain(`${name}=`);
        expect(compose).toContain(`${name}: '${value}'`);
      }
      const probes = [container?.readinessProbe, container?.livenessProbe].flatMap((p) => p ?? []);
      const open = (container?.ports ?? []).map(({ containerPort }) => containerPort);
      for (const { httpGet } of probes) {
        expect(['/health/ready', '/health/live']).toContain(httpGet.path);
        expect(open).toContain(httpGet.port);
      }
      if (item.kind === 'Deployment') {
        expect(probes).toHaveLength(2);
        expect(item.spec.selector).toEqual({ matchLabels: item.spec.template.metadata?.labels });
      }
    }
    const [api] = named('Deployment');
    const [service] = named('Service');
    expect(service?.spec.selector).toEqual(api?.spec.template.metadata?.labels);
    expect(api && containerOf(api)?.ports?.map((port) => String(port.containerPort))).toContain(
      image.environment['PORT'],
    );
  });

  it('gives a pod that stops at least the time that compose gives, and the API what it waits before', () => {
    const [, seconds] = /stop_grace_period: (\d+)s/.exec(compose) ?? [];
    for (const item of named('Deployment')) {
      const most = item.spec.template.spec.terminationGracePeriodSeconds ?? 0;
      expect(most).toBeGreaterThanOrEqual(
        Number(seconds) + (item.metadata.name === 'eshop-api' ? 5 : 0),
      );
    }
  });
});
