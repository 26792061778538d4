import { createServer } from 'node:http';
import type { AccessRule } from '../../../../common/http/access.decorators.js';

/** One route of the router, as Fastify registered it: `GET`, `/api/v1/orders/:orderId`. */
export interface RouterEntry {
  readonly method: string;
  readonly url: string;
}

/** What a handler asks of its caller. */
export interface HandlerRule {
  /** `OrdersController.place`. */
  readonly handler: string;
  /** Null for handlers that the OpenAPI document leaves out. */
  readonly operationId: string | null;
  readonly rule: AccessRule;
  /** Whether the handler wants to know who calls, and minds a refused token therefore. */
  readonly caller: 'required' | 'optional' | 'ignored';
  /** Refused while staff act for a customer. */
  readonly notOnBehalf: boolean;
  /** Machine keys may call although the rule is `own`. */
  readonly allowApiKey: boolean;
}

/** Password hashes since the last reset. */
export interface HashCount {
  /** Most that ran at the same moment. */
  most: number;
  total: number;
}

/** What the window shows of a running API. */
export interface WindowView {
  readonly routes: readonly RouterEntry[];
  readonly handlers: readonly HandlerRule[];
  readonly hashes: HashCount;
}

/**
 * Shows the inside of the API under test on a port of its own, so that the API itself answers
 * exactly what the product answers. `DELETE` starts the count of hashes anew.
 */
export function openWindow(port: number, look: () => WindowView): void {
  createServer((request, response) => {
    const view = look();
    if (request.method === 'DELETE') Object.assign(view.hashes, { most: 0, total: 0 });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(view));
  }).listen(port, '127.0.0.1');
}
