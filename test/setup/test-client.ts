import { type ConnectionOptions, EshopClient } from '../../src/client/eshop-client.js';

/** Whom calls are made for. */
export interface Caller {
  readonly token?: string | null;
  readonly cartToken?: string | null;
}

/** The client that people who build on the shop use. Tries once, so that a test sees each refusal. */
export function clientOf(
  shop: { readonly baseUrl: string },
  { token = null, cartToken = null }: Caller = {},
  options: ConnectionOptions = {},
): EshopClient {
  const tokens = token === null ? null : { accessToken: token };
  return new EshopClient({
    baseUrl: shop.baseUrl,
    retries: 0,
    session: { store: { read: () => tokens, write: () => undefined } },
    cartToken: { read: () => cartToken, write: () => undefined },
    ...options,
  });
}

/** What a call that has to fail fails with. */
export function refusalOf(call: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(call).then(
    (answer) => Promise.reject(new Error(`It was not refused: ${JSON.stringify(answer)}`)),
    (error: unknown) => error,
  );
}
