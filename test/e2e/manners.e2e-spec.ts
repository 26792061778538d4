import { Controller, Get, Module } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Public } from '../../src/common/http/access.decorators.js';
import { Deprecated, DeprecatedField } from '../../src/manners/deprecated.decorator.js';
import { MANNERS } from '../../src/manners/generated/operation-manners.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

class GoingAnswer {
  @ApiProperty({ type: String })
  readonly id: string;

  @DeprecatedField(
    { since: '2026-11-01', sunset: '2027-11-01', link: '/docs' },
    { type: String, description: 'What it was called' },
  )
  readonly oldName: string;
}

@Controller('probe/going')
class GoingController {
  @Get()
  @Public()
  @Deprecated({ since: '2026-11-01', sunset: '2027-11-01', link: '/docs' })
  @ApiOperation({ operationId: 'readGoing', summary: 'Something that is going' })
  @ApiOkResponse({ type: GoingAnswer })
  read(): GoingAnswer {
    return { id: 'x', oldName: 'y' };
  }
}

@Module({ controllers: [GoingController] })
class GoingModule {}

interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly 'x-permission'?: string;
}

interface Route {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Refusal {
  readonly code: string;
  readonly errors: readonly { readonly pointer: string }[];
}

const document = JSON.parse(
  readFileSync(new URL('../contract/openapi.json', import.meta.url), 'utf8'),
) as { readonly paths: Record<string, Record<string, Operation>> };

const routes = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => {
      return { id: operation.operationId, method: method.toUpperCase(), path, operation };
    }),
  )
  .filter(({ path }) => path.startsWith('/api/v1/'));

/** Answers that differ from one moment to the next: there is nothing to be the same. */
const isNeverTheSame = ({ path }: Route) => /\/admin\/(reports|operations|jobs)\b/.test(path);

/** A few at a time. */
async function many(all: readonly Route[], visit: (route: Route) => Promise<void>): Promise<void> {
  const left = [...all];
  const walk = async (): Promise<void> => {
    for (let route = left.shift(); route !== undefined; route = left.shift()) await visit(route);
  };
  await Promise.all(Array.from({ length: 3 }, walk));
}

// The walks over all routes take their time on a machine that does other things too.
describe('Manners of all routes', { timeout: 120_000 }, () => {
  const t = useApi({ imports: [GoingModule] });
  let admin: GivenUser;
  beforeAll(async () => {
    admin = await t.given.admin();
  });

  /** As somebody who may; where parameters are, something of their form. */
  const ask = async ({ method, path, operation }: Route, query: string, headers = {}) => {
    const isPublic = (operation.security ?? []).every((way) => Object.keys(way).length === 0);
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => PARAMS[name] ?? randomUUID());
    const send = () =>
      t.http<Refusal & Record<string, unknown>>(method, `${address}?${query}`, {
        token: isPublic ? null : admin.token,
        headers,
      });
    const answer = await send();
    // A machine that does other things too may be late; that is no matter of manners.
    return answer.status === 503 ? send() : answer;
  };

  it('refuse names of the query that they do not have', async () => {
    const wrong: string[] = [];
    const closed = routes.filter(({ id }) => MANNERS.operations[id]?.isOpen === undefined);
    await many(closed, async (route) => {
      const { status, body } = await ask(route, 'no%2Fsuch=1');
      const named = body?.errors?.some(({ pointer }) => pointer === '/no~1such') ?? false;
      const refusal = [status, body?.code, named].join();
      if (refusal !== '400,request.invalid,true') wrong.push(`${route.id}: ${refusal}`);
    });
    expect(wrong).toEqual([]);
    expect(closed.length).toBeGreaterThan(400);
  });

  it('refuse fields that their answers do not have, and give only those that are named', async () => {
    const wrong: string[] = [];
    const sparse = routes.filter(({ id }) => MANNERS.operations[id]?.fields !== undefined);
    let given = 0;
    await many(sparse, async (route) => {
      const fields = MANNERS.operations[route.id]?.fields;
      const names = Object.keys(MANNERS.classes[fields?.of ?? ''] ?? {});
      const refused = await ask(route, `fields=${names[0]},nope`);
      if (refused.body?.code !== 'request.unknown_field') wrong.push(`${route.id}: fields=nope`);
      const known = names.find((name) => name !== 'id') ?? '';
      if (route.path.includes('{')) return;
      const answer = await ask(route, `fields=${known}`);
      if (answer.status !== 200) return;
      given += 1;
      const { items } = answer.body as { items?: object[] };
      const things = fields?.isList ? (items ?? []) : [answer.body];
      const members = new Set(things.flatMap((thing) => Object.keys(thing)));
      if ([...members].some((name) => name !== known && name !== 'id')) wrong.push(route.id);
    });
    expect(wrong).toEqual([]);
    expect(given).toBeGreaterThan(50);
  });

  it('say 304 while a read is as the caller knows it', async () => {
    const reads = routes.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
    const wrong: string[] = [];
    let same = 0;
    await many(reads, async (route) => {
      const { status, headers } = await ask(route, '');
      const tag = headers.get('etag');
      const isJson = headers.get('content-type')?.startsWith('application/json') === true;
      if (status !== 200 || !isJson || isNeverTheSame(route)) return;
      const again = await ask(route, '', { 'if-none-match': `W/"x", ${String(tag)}` });
      if (again.status === 304 && again.text === '') same += 1;
      else wrong.push(`${route.id}: ${again.status} ${tag}`);
    });
    expect(wrong).toEqual([]);
    expect(same).toBeGreaterThan(50);
  });

  it('keep the tag of a read good for If-Match, with fields and without', async () => {
    const made = await t.http('POST', '/api/v1/admin/brands', {
      token: admin.token,
      body: { name: 'Well-mannered' },
    });
    const path = String(made.headers.get('location'));
    expect(path).toBe(`/api/v1/admin/brands/${String(made.body['id'])}`);
    const read = (query = '') => t.http('GET', `${path}${query}`, { token: admin.token });
    const [whole, part] = [await read(), await read('?fields=name')];
    expect(part.body).toEqual({ id: made.body['id'], name: 'Well-mannered' });
    expect(part.headers.get('etag')).not.toBe(whole.headers.get('etag'));
    expect(whole.headers.get('cache-control')).toBe('private, no-cache');
    const change = (name: string, tag: string | null, prefer = '') =>
      t.http('PATCH', path, {
        token: admin.token,
        body: { name },
        headers: { 'if-match': String(tag), prefer },
      });
    const minimal = await change('Second', part.headers.get('etag'), 'return=minimal');
    expect([minimal.status, minimal.text]).toEqual([204, '']);
    expect(minimal.headers.get('preference-applied')).toBe('return=minimal');
    expect((await change('Third', whole.headers.get('etag'))).status).toBe(412);
    const third = await change('Third', minimal.headers.get('etag'), 'return=representation');
    expect(third).toMatchObject({ status: 200, body: { name: 'Third' } });
    expect(third.headers.get('preference-applied')).toBe('return=representation');
    const created = await t.http('POST', '/api/v1/admin/brands', {
      token: admin.token,
      body: { name: 'Quiet' },
      headers: { prefer: 'return=minimal' },
    });
    expect([created.status, created.text]).toEqual([201, '']);
    const found = await t.http('GET', String(created.headers.get('location')), {
      token: admin.token,
    });
    expect(found.body['name']).toBe('Quiet');
  });

  it('leave an answer whole where its body cannot be had again, and refusals as they are', async () => {
    const prefer = { prefer: 'return=minimal' };
    const body = { login: admin.email, password: 'not this one' };
    const refused = await t.http('POST', '/api/v1/auth/login', { body, headers: prefer });
    expect(refused).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
    const invalid = await t.http('POST', '/api/v1/admin/brands', {
      token: admin.token,
      body: {},
      headers: prefer,
    });
    expect(invalid.status).toBe(400);
    expect(invalid.headers.get('preference-applied')).toBeNull();
    const quote = await t.http('POST', '/api/v1/checkout/quote', { body: {}, headers: prefer });
    expect(quote.status).not.toBe(204);
  });

  it('tell what is going, until when, and what to use instead', async () => {
    const { status, headers } = await t.http('GET', '/api/v1/probe/going');
    expect(status).toBe(200);
    expect(headers.get('deprecation')).toBe(`@${Date.UTC(2026, 10, 1) / 1000}`);
    expect(headers.get('sunset')).toBe('Mon, 01 Nov 2027 00:00:00 GMT');
    expect(headers.get('link')).toBe('</docs>; rel="deprecation"');
    const { body } = await t.http<{
      paths: Record<string, object>;
      components: { schemas: Record<string, object> };
    }>('GET', '/openapi.json');
    expect(body.paths['/api/v1/probe/going']).toMatchObject({
      get: {
        deprecated: true,
        responses: { 200: { headers: { Deprecation: {}, Sunset: {}, Link: {} } } },
      },
    });
    expect(body.components.schemas['GoingAnswer']).toMatchObject({
      properties: {
        oldName: {
          type: 'string',
          deprecated: true,
          description:
            'What it was called; deprecated since 2026-11-01; gone after 2027-11-01; see /docs',
        },
      },
    });
  });

  it.each([
    [{ since: 'soon' }, 'soon is no day'],
    [{ since: '2026-11-01', sunset: '2026-13-01' }, '2026-13-01 is no day'],
    [{ since: '2026-11-01', sunset: '2026-10-01' }, '2026-11-01 is after 2026-10-01'],
  ])('cannot go from a day that is none: %j', (deprecation, reason) => {
    expect(() => Deprecated(deprecation)).toThrow(reason);
    expect(() => DeprecatedField(deprecation)).toThrow(reason);
  });
});

/** Parameters that are no UUID. */
const PARAMS: Readonly<Record<string, string>> = {
  slug: 'linen-shirt',
  queue: 'orders',
  ownerKind: 'products',
  locale: 'vi',
  currency: 'EUR',
  report: 'sales',
  gateway: 'sandbox',
  code: 'SPRING',
};

describe('Headers by configuration', () => {
  const t = useApi({
    env: {
      CORS_ORIGINS: 'https://front.example',
      CORS_MAX_AGE_SECONDS: '30',
      HSTS_SECONDS: '0',
      FRAME_ORIGINS: 'https://desk.example',
      COMPRESSION_MIN_BYTES: '0',
    },
  });

  it('say what the operator says', async () => {
    const origin = { origin: 'https://front.example' };
    const preflight = await t.http('OPTIONS', '/api/v1/products', {
      headers: { ...origin, 'access-control-request-method': 'GET' },
    });
    expect(preflight.headers.get('access-control-max-age')).toBe('30');
    const { headers } = await t.http('GET', '/api/v1/categories', {
      headers: { ...origin, 'accept-encoding': 'br, gzip' },
    });
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).toContain(
      'frame-ancestors https://desk.example',
    );
    expect(headers.get('x-frame-options')).toBeNull();
    const exposed = String(headers.get('access-control-expose-headers')).split(/, */);
    expect(exposed).toEqual(
      expect.arrayContaining(['ETag', 'Location', 'Preference-Applied', 'Sunset']),
    );
    for (const path of ['/openapi.json', '/problems']) {
      const answer = await t.http('GET', path, { headers: { 'accept-encoding': 'br, gzip' } });
      expect([answer.headers.get('content-encoding'), answer.text.length > 2_000]).toEqual([
        null,
        true,
      ]);
    }
  });
});
