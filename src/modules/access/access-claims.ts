import { z } from 'zod';

export const TOKEN_ISSUER = 'eshop';
export const TOKEN_AUDIENCE = 'eshop-api';
export const TOKEN_ALGORITHM = 'HS256';

/** Name of the passport strategy that reads access tokens. */
export const ACCESS_TOKEN_STRATEGY = 'access-token';

/** `typ` keeps tokens of other kinds, signed with the same key, from passing as access tokens. */
export const accessClaims = z.object({
  typ: z.literal('access'),
  sub: z.uuid(),
  sid: z.uuid(),
  ver: z.int(),
  iat: z.int(),
});

/** What a verified access token says. */
export type AccessClaims = z.output<typeof accessClaims>;
