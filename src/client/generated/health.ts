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

  /** Is the process alive? */
  getLiveness(options?: CallOptions): Call<LiveResponse> {
    return this.connection.call({ method: 'GET', path: '/health/live' }, options);
  }

  /** Can the process do its work? */
  getReadiness(options?: CallOptions): Call<ReadyResponse> {
    return this.connection.call({ method: 'GET', path: '/health/ready' }, options);
  }
}
