import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line carries that is written while a job runs. */
export interface LogFields {
  /** Of the request that caused it, so that one search shows the whole way through all processes. */
  readonly requestId: string;
  readonly queue: string;
  readonly job: string;
  readonly jobId: string;
  readonly traceId?: string;
}

// Hidden state on purpose, and for nothing but log lines: no work depends on it.
const scope = new AsyncLocalStorage<LogFields>();

/** Runs the work so that whatever it logs says for which job, and for whose request. */
export function withLogFields<T>(fields: LogFields, work: () => Promise<T>): Promise<T> {
  return scope.run(fields, work);
}

/** Fields of the work at hand, for the logger. */
export function currentLogFields(): object {
  return scope.getStore() ?? {};
}
