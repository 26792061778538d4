import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { bootApi } from '../../src/testing/boot-api.js';
import { countAnswers, holdAnswers } from './answers.js';
import { useContext } from './test-app.js';
import type { Surroundings, TestContext, TestOptions } from './test-context.js';
import { lazily } from './test-database.js';

/** What goes with a request. */
export interface HttpOptions {
  /** Sent as JSON; a string or Buffer goes as it is. */
  readonly body?: unknown;
  /** Access token for the Authorization header. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer with its body read: parsed where it is JSON. */
export interface HttpAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** The whole API on a free port, beside everything of `TestContext`. */
export interface ApiContext extends TestContext {
  readonly baseUrl: string;
  /**
   * One request. `Body` says what the test expects, for example
   * `t.http<{ id: string }>('POST', '/api/v1/orders', { body, token })`.
   */
  http<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options?: HttpOptions,
  ): Promise<HttpAnswer<Body>>;
}

/** The real API, configured as the program does it, listening for a test file. */
export function useApi(options: TestOptions = {}): ApiContext {
  let baseUrl = '';
  const context = useContext(
    options,
    (surroundings) => boot(surroundings, options),
    async (app) => {
      baseUrl = await app.getUrl();
    },
  );
  return lazily('The API', () => {
    const http: ApiContext['http'] = (method, path, request) =>
      sendRequest(`${baseUrl}${path}`, method, request);
    return extend(context, { baseUrl, http });
  });
}

/** Sends a request and reads the whole answer. Also for a process on another port. */
export async function sendRequest<Body = Record<string, unknown>>(
  url: string,
  method: string,
  { body, token, headers }: HttpOptions = {},
): Promise<HttpAnswer<Body>> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined || token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
  const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : null;
  return { status: answer.status, headers: answer.headers, text, body: parsed as Body };
}

function boot(
  { env }: Surroundings,
  { imports, overrides }: TestOptions,
): Promise<NestFastifyApplication> {
  return bootApi(env, {
    imports,
    overrides,
    onServer: (server) => {
      holdAnswers(server.server);
      server.addHook('onClose', (_server, done) => {
        countAnswers();
        done();
      });
    },
  });
}

/** The members of both; `context` may be one that exists only while tests run. */
function extend<A extends object, B extends object>(context: A, more: B): A & B {
  return new Proxy(more, {
    get: (own, name) =>
      (name in own ? Reflect.get(own, name) : Reflect.get(context, name)) as unknown,
  }) as A & B;
}
