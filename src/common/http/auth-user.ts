/** Who a request speaks for; set on the request by the global guard. */
export interface AuthUser {
  /** Whose rows are meant by "own". */
  readonly id: string;
  /** Of a machine the id of its key, which is no session's. */
  readonly sessionId: string;
  readonly roleId: string;
  readonly roleCode: string;
  /** The member of staff who acts for the user `id`. */
  readonly actorId?: string | undefined;
  /** The key of a machine that calls in the user's name. */
  readonly apiKeyId?: string | undefined;
}
