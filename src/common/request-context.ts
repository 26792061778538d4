import { randomUUID } from 'node:crypto';

/**
 * Who acts and under which request id; handed on explicitly, never through hidden state, so
 * that a reader sees which call belongs to whom. `actorId` is null for guests and the system.
 */
export interface RequestContext {
  readonly actorId: string | null;
  readonly requestId: string;
}

/** The context of work that no request started: a job, a schedule, a command line. */
export function systemContext(name: string): RequestContext {
  return { actorId: null, requestId: `${name}-${randomUUID()}` };
}
