/** Who an access token speaks for; set on the request by the global guard. */
export interface AuthUser {
  readonly id: string;
  readonly sessionId: string;
  readonly roleId: string;
  readonly roleCode: string;
}
