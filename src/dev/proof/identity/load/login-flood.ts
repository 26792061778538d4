import { availableParallelism } from 'node:os';
import type { ShopSource } from '../../proof-rig.js';
import type { ProofRow } from '../../table.js';
import type { WireRequest } from '../people/http.js';
import { type OpenScene, openScene } from '../people/open-scene.js';
import { JSON_TYPE, network, PASSWORD, type Person, type Scene } from '../people/scene.js';
import type { WindowView } from '../program/window.js';

const LOGINS = 500;
const PEOPLE = 20;
const READERS = 4;
const ATTEMPTS = 3;
const IDLE_READS = 400;
/** Stands for a connection that ended without an answer. */
const CUT_OFF = 0;
const ANSWERS_TO_LOGIN = [200, 401, 429, 503];

interface Reads {
  readonly milliseconds: number[];
  readonly statuses: number[];
}

/**
 * 500 logins at once: hashes do not take more cores than they may, and reading goes on. A process
 * that a neighbour keeps off its core turns requests away (503); then the flood comes once more.
 */
export async function loginFlood(source: ShopSource, broken: string | null): Promise<ProofRow> {
  const opened = await openScene(source, broken);
  let row = await flood(opened);
  for (let again = 1; again < ATTEMPTS && isOnlyShed(row); again += 1) {
    row = await flood(opened);
  }
  return row;
}

/** Nothing else is wrong than reads that were turned away. */
function isOnlyShed({ faults = [] }: ProofRow): boolean {
  return faults.length === 1 && /^reads answered \d+ × 503$/.test(faults[0] ?? '');
}

async function flood(opened: OpenScene): Promise<ProofRow> {
  const { scene, windowUrl } = opened;
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => scene.person()));
  let isOver = false;
  await read(scene, (done) => done >= IDLE_READS / 4);
  const idle = await read(scene, (done) => done >= IDLE_READS);
  await fetch(windowUrl, { method: 'DELETE' });
  const logins = Promise.all(
    Array.from({ length: LOGINS }, (_, index) => logIn(scene, people, index)),
  ).finally(() => (isOver = true));
  const busy = await read(scene, () => isOver);
  return judge(opened, idle, busy, await logins);
}

async function judge(
  { scene, windowUrl }: OpenScene,
  idle: Reads,
  busy: Reads,
  logins: readonly number[],
): Promise<ProofRow> {
  const { hashes } = (await (await fetch(windowUrl)).json()) as WindowView;
  const allowed = Math.min(scene.shop.env().LOGIN_CONCURRENCY, availableParallelism());
  const reads = [...idle.statuses, ...busy.statuses];
  const faults = [
    ...(hashes.most > allowed ? [`${hashes.most} hashes at once, ${allowed} allowed`] : []),
    ...(hashes.total === 0 ? ['no hash was seen: the window does not look at them'] : []),
    ...oddOnes('reads', reads, [200]),
    ...oddOnes('logins', logins, ANSWERS_TO_LOGIN),
  ];
  return {
    name: `${LOGINS} logins at once`,
    isKept: faults.length === 0,
    n: LOGINS + reads.length,
    seen:
      `${hashes.most} hashes at once (${allowed} allowed), logins ${tally(logins)}, ` +
      `GET /products p99 ${p99(idle)} ms idle, ${p99(busy)} ms in the flood (${busy.statuses.length} reads)`,
    faults,
  };
}

/** Every second password is wrong; everybody comes from a network of his own. */
async function logIn(scene: Scene, people: readonly Person[], index: number): Promise<number> {
  const login = people[index % people.length]?.email ?? '';
  const password = index % 2 === 0 ? PASSWORD : 'not the password';
  const request = {
    method: 'POST',
    path: '/api/v1/auth/login',
    headers: { ...network(), ...JSON_TYPE },
    body: JSON.stringify({ login, password }),
  };
  return statusOf(scene, request);
}

async function read(scene: Scene, isDone: (count: number) => boolean): Promise<Reads> {
  const reads: Reads = { milliseconds: [], statuses: [] };
  const headers = network();
  const reader = async (): Promise<void> => {
    while (!isDone(reads.statuses.length)) {
      const began = performance.now();
      const path = '/api/v1/products';
      const status = await statusOf(scene, { method: 'GET', path, headers, body: null });
      reads.milliseconds.push(performance.now() - began);
      reads.statuses.push(status);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return reads;
}

function statusOf(scene: Scene, request: WireRequest): Promise<number> {
  return scene.send(request).then(
    ({ status }) => status,
    () => CUT_OFF,
  );
}

function p99({ milliseconds }: Reads): string {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return (sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0).toFixed(0);
}

function tally(statuses: readonly number[]): string {
  const distinct = [...new Set(statuses)].sort((a, b) => a - b);
  return distinct
    .map((status) => `${statuses.filter((one) => one === status).length} × ${status}`)
    .join(', ');
}

function oddOnes(what: string, statuses: readonly number[], good: readonly number[]): string[] {
  const odd = statuses.filter((status) => !good.includes(status));
  return odd.length === 0 ? [] : [`${what} answered ${tally(odd)}`];
}
