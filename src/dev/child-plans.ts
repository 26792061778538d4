import type { Variables } from '../config/given-env.js';
import { findFreePort } from './free-port.js';
import type { ChildPlan } from './supervisor.js';

/** A child and the address that answers 200 once it works. */
export interface WatchedPlan {
  readonly plan: ChildPlan;
  readonly readyUrl: string;
}

/** Queues that get a process of their own; every other queue and the relay share one. */
const ALONE = ['email-verification', 'payment-callbacks', 'session-cleanup', 'order-archiving'];
const API_HEAP_MB = 256;
const WORKER_HEAP_MB = 128;
/** Connections of a worker: each is a process of PostgreSQL. */
const WORKER_POOL = '4';

/** The API first, then one process per queue of `ALONE` that exists, then one for the rest. */
export async function planChildren(
  variables: Variables,
  apiUrl: string,
  queues: readonly string[],
): Promise<WatchedPlan[]> {
  const api: WatchedPlan = {
    plan: { name: 'api', program: 'main.js', args: [], variables, heapMb: API_HEAP_MB },
    readyUrl: `${apiUrl}/health/ready`,
  };
  const alone = ALONE.filter((name) => queues.includes(name));
  const rest = queues.filter((name) => !alone.includes(name));
  const groups = [
    ...alone.map((name) => ({ name, args: [name] })),
    ...(rest.length > 0 ? [{ name: 'other-queues', args: rest }] : []),
  ];
  const workers = [];
  for (const { name, args } of groups) workers.push(await planWorker(name, args, variables));
  return [api, ...workers];
}

async function planWorker(
  name: string,
  args: readonly string[],
  variables: Variables,
): Promise<WatchedPlan> {
  const port = await findFreePort();
  const own = {
    DATABASE_POOL_MAX: WORKER_POOL,
    ...variables,
    // Its health port belongs to this machine only, wherever the API listens.
    HOST: '127.0.0.1',
    WORKER_HEALTH_PORT: String(port),
  };
  const plan = { name, program: 'worker.js', args, variables: own, heapMb: WORKER_HEAP_MB };
  return { plan, readyUrl: `http://127.0.0.1:${port}/health/ready` };
}
