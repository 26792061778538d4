// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  ProblemPageResponse,
} from './types.js';

/** Problems. */
export class Problems {
  constructor(private readonly connection: Connection) {}

  /**
   * Every code that a refusal can carry
   *
   * Sorted by code. A code never changes its meaning and is never used for another.
   */
  listProblems(options?: CallOptions): Call<ProblemPageResponse[]> {
    return this.connection.call({ method: 'GET', path: '/problems' }, options);
  }

  /**
   * What a code means
   *
   * Where the `type` of a refusal leads.
   */
  getProblem(code: string, options?: CallOptions): Call<ProblemPageResponse> {
    return this.connection.call({ method: 'GET', path: `/problems/${part(code)}` }, options);
  }
}
