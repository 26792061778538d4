import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody with an account at the provider. */
export interface ProviderPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly name?: string;
}

/** What the token endpoint answers, for a provider that lies. */
export type TokenAnswer = Record<string, unknown> & { id_token?: string };

/** A real OpenID provider on this machine, in which everybody is whom the test says. */
export interface OidcServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it signs id tokens with, RS256, key id `k1`. */
  readonly key: KeyObject;
  /** Who is logged in there from now on. */
  person: ProviderPerson;
  /** Changes what the token endpoint answers; null is honest. */
  tamper: ((answer: TokenAnswer) => TokenAnswer | Promise<TokenAnswer>) | null;
  /** Says no to whoever asks. */
  denies: boolean;
  /** Statuses with which the next requests to a path are answered instead. */
  readonly broken: Map<string, number>;
  stop(): Promise<void>;
}

const CALLBACK = '/api/v1/auth/oidc/callback';
const CLIENT_ID = 'shop';
const CLIENT_SECRET = 'shop-secret-shop-secret-shop-secret';

/** Starts the provider. Its client may come back to any address with the path of the callback. */
export async function startOidcServer(): Promise<OidcServer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: OidcServer = {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
    person: { sub: randomUUID() },
    tamper: null,
    denies: false,
    broken: new Map(),
    stop: () => stop(server),
  };
  const provider = newProvider(issuer, state);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const status = state.broken.get(path);
    if (status !== undefined) {
      response.writeHead(status, { 'content-type': 'text/plain' }).end('broken');
    } else if (path.startsWith('/interaction/')) {
      void agree(provider, state, request, response);
    } else {
      void answer(request, response);
    }
  });
  return state;
}

function newProvider(issuer: string, state: OidcServer): Provider {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`https://shop.example${CALLBACK}`],
      },
    ],
    jwks: {
      keys: [{ ...state.key.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }],
    },
    cookies: { keys: [randomUUID()] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    claims: { email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => ({ ...state.person, sub }),
    }),
  });
  provider.Client.prototype.redirectUriAllowed = (uri: string) =>
    new URL(uri).pathname === CALLBACK;
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/token' && ctx.status === 200 && state.tamper) {
      ctx.body = await state.tamper(ctx.body as TokenAnswer);
    }
  });
  return provider;
}

/** Logs the person of the moment in and consents, without a page. */
async function agree(
  provider: Provider,
  state: OidcServer,
  ...[request, response]: Parameters<ReturnType<Provider['callback']>>
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  if (state.denies) {
    const denied = { error: 'access_denied', error_description: 'no' };
    await provider.interactionFinished(request, response, denied);
    return;
  }
  const accountId = state.person.sub;
  const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  const grantId = await grant.save();
  await provider.interactionFinished(request, response, {
    login: { accountId },
    consent: { grantId },
  });
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
