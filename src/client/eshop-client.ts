import { Connection, type ConnectionOptions } from './connection.js';
import { Groups } from './generated/groups.js';
import type { Session } from './session.js';

export type * from './generated/types.js';
export { type Answer, Call, type Page, PagedCall } from './call.js';
export { type CartTokenStore, Connection, type ConnectionOptions } from './connection.js';
export { edit } from './edit.js';
export type { CallOptions } from './operation.js';
export {
  type AnyProblemCode,
  isProblem,
  NoAnswerError,
  ProblemError,
  StrangeAnswerError,
} from './problem.js';
export type { SecondFactor, SessionOptions, Tokens, TokenStore } from './session.js';
export { Session } from './session.js';

/**
 * The whole API of a shop, a member for each group of operations and in it a method for each operation. Programs that
 * have to be small import `Connection` and the groups that they need instead.
 */
export class EshopClient extends Groups {
  constructor(options: ConnectionOptions = {}) {
    super(new Connection(options));
  }

  /** Who the calls are made for. */
  get session(): Session {
    return this.connection.session;
  }

  /** The secret of the guest's cart that the calls go to; kept by itself. */
  get cartToken(): string | null {
    return this.connection.cartToken;
  }
}
