// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../operation.js';
import type {
  LiveResponse,
  ReadyResponse,
} from './types.js';

/** Health. */
export class Health {
  constructor(private readonly connection: Connection) {}

  /**
   * Is the process alive?
   *
   * Answers as long as the process can answer at all: restart it when it does not.
   */
  getLiveness(options?: CallOptions): Call<LiveResponse> {
    return this.connection.call({ method: 'GET', path: '/health/live' }, options);
  }

  /**
   * Can the process do its work?
   *
   * Asks what the process needs. Send requests elsewhere while it is not ready.
   */
  getReadiness(options?: CallOptions): Call<ReadyResponse> {
    return this.connection.call({ method: 'GET', path: '/health/ready' }, options);
  }
}
