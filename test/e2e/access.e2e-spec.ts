import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Public, RequirePermission } from '../../src/common/http/access.decorators.js';
import { type AuthUser } from '../../src/common/http/auth-user.js';
import { OptionalUser } from '../../src/common/http/current-user.decorator.js';
import { RouteRules } from '../../src/modules/access/route-rules.js';
import { countStatements } from '../../src/database/statement-counter.js';
import { useApi } from '../setup/test-api.js';

@Controller('probe')
class ProbeController {
  @Get('catalog-write')
  @RequirePermission('catalog', 'w')
  write(): { ok: boolean } {
    return { ok: true };
  }

  @Get('orders-run')
  @RequirePermission('orders', 'x')
  run(): { ok: boolean } {
    return { ok: true };
  }

  @Get('who')
  @Public()
  who(@OptionalUser() user: AuthUser | null): { id: string | null } {
    return { id: user?.id ?? null };
  }

  @Get('anybody')
  @Public()
  anybody(): { ok: boolean } {
    return { ok: true };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const base64url = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function hs(
  algorithm: 'sha256' | 'sha512',
  secret: string,
  header: object,
  claims: object | string,
) {
  const body = `${base64url(header)}.${base64url(claims)}`;
  return `${body}.${createHmac(algorithm, secret).update(body).digest('base64url')}`;
}

describe('Access', () => {
  const t = useApi({ imports: [ProbeModule] });
  const probe = (path: string, token: string | null) =>
    t.http('GET', `/api/v1/probe/${path}`, { token });

  it('every crafted token gets the same 401', async () => {
    const user = await t.given.customer();
    const { id: kid, secret } = t.env.JWT_KEYS[0] ?? { id: '', secret: '' };
    const now = Math.floor(Date.now() / 1000);
    const HS = { alg: 'HS256', typ: 'JWT', kid };
    const good = {
      typ: 'access',
      sub: user.id,
      sid: user.sessionId,
      ver: 1,
      iat: now,
      exp: now + 600,
      iss: 'eshop',
      aud: 'eshop-api',
    };
    const mine = (claims: object) => hs('sha256', secret, HS, claims);
    const without = (name: keyof typeof good) => {
      const { [name]: _left, ...rest } = good;
      return mine(rest);
    };
    expect((await t.http('GET', '/api/v1/me', { token: mine(good) })).status).toBe(200);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsBody = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(good)}`;
    const stranger = await t.given.customer();
    const crafted = [
      `${base64url({ alg: 'none' })}.${base64url(good)}.`,
      `${base64url({ alg: 'None' })}.${base64url(good)}.`,
      hs('sha512', secret, { ...HS, alg: 'HS512' }, good),
      hs('sha256', 'x'.repeat(32), HS, good),
      hs('sha256', '', HS, good),
      hs('sha256', secret, { ...HS, alg: 'RS256' }, good),
      `${rsBody}.${sign('sha256', Buffer.from(rsBody), rsa.privateKey).toString('base64url')}`,
      hs('sha256', 'key', { ...HS, kid: '../../dev/null' }, good),
      hs('sha256', '', { ...HS, kid: '/dev/null' }, good),
      hs('sha256', secret, { ...HS, kid: undefined }, good),
      hs('sha256', secret, { ...HS, kid: 'k404' }, good),
      hs('sha256', secret, { ...HS, kid: `${kid}' OR '1'='1` }, good),
      hs('sha256', secret, { ...HS, kid: [kid] }, good),
      hs('sha256', secret, { ...HS, kid: { toString: kid } }, good),
      hs('sha256', secret, { ...HS, kid: '__proto__' }, good),
      hs('sha256', 'undefined', { ...HS, kid: 'constructor' }, good),
      hs('sha256', 'key', { ...HS, jku: 'http://evil.example/jwks', jwk: { k: 'a2V5' } }, good),
      mine({ ...good, exp: now - 60, iat: now - 900 }),
      mine({ ...good, nbf: now + 600 }),
      mine({ ...good, iss: 'other' }),
      mine({ ...good, aud: 'other' }),
      mine({ ...good, typ: 'refresh' }),
      mine({ ...good, ver: 2 }),
      mine({ ...good, ver: '1' }),
      mine({ ...good, sub: stranger.id }),
      mine({ ...good, sid: stranger.sessionId }),
      mine({ ...good, sid: '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d' }),
      mine({ ...good, sub: "' OR 1=1 --" }),
      without('iss'),
      without('aud'),
      without('typ'),
      without('sub'),
      without('sid'),
      without('ver'),
      user.refreshToken,
      `${mine(good)}x`,
      mine(good).split('.').slice(0, 2).join('.'),
      'x'.repeat(6_000),
      'null',
      '..',
    ];
    const answers = await Promise.all(
      crafted.map((token) => t.http('GET', '/api/v1/me', { token })),
    );
    const plain = await t.http('GET', '/api/v1/me');
    const strip = ({ status, body }: typeof plain) => ({ status, ...body, requestId: '' });
    for (const [index, answer] of answers.entries()) {
      expect(strip(answer), crafted[index]).toEqual(strip(plain));
    }
    expect(plain).toMatchObject({ status: 401, body: { code: 'access.unauthenticated' } });
    for (const authorization of ['Basic abc', 'Bearer', 'Bearer ', mine(good)]) {
      const answer = await t.http('GET', '/api/v1/me', { headers: { authorization } });
      expect(strip(answer)).toEqual(strip(plain));
    }
  });

  it('names the missing permission; anonymous 401, wrong role 403, right role 200', async () => {
    const [customer, moderator, admin] = [
      await t.given.customer(),
      await t.given.moderator(),
      await t.given.admin(),
    ];
    const statuses = async (path: string) =>
      Promise.all(
        [null, customer.token, moderator.token, admin.token].map(
          async (token) => (await probe(path, token)).status,
        ),
      );
    expect(await statuses('catalog-write')).toEqual([401, 403, 200, 200]);
    expect(await statuses('orders-run')).toEqual([401, 403, 403, 200]);
    expect((await probe('orders-run', moderator.token)).body).toMatchObject({
      code: 'access.forbidden',
      detail: 'Your role lacks the permission orders:x',
      details: { permission: 'orders:x' },
    });
  });

  it('rights taken away are gone with the next request', async () => {
    await t.owner.query(`
      INSERT INTO user_roles (code, name, parent_id)
        SELECT 'editor', 'Editor', id FROM user_roles WHERE code = 'moderator'`);
    const editor = await t.given.userOfRole('editor');
    const status = async () => (await probe('catalog-write', editor.token)).status;
    const setActive = (code: string, active: boolean) =>
      t.owner.query('UPDATE user_roles SET is_active = $2 WHERE code = $1', [code, active]);
    expect(await status()).toBe(200);
    await setActive('moderator', false);
    expect(await status()).toBe(403);
    await setActive('moderator', true);
    await setActive('editor', false);
    expect(await status()).toBe(403);
    expect((await t.http('GET', '/api/v1/me', { token: editor.token })).status).toBe(200);
    await setActive('editor', true);
    expect(await status()).toBe(200);
    await t.owner.query(`UPDATE permissions SET w = false WHERE module = 'catalog'
      AND role_id = (SELECT id FROM user_roles WHERE code = 'moderator')`);
    expect(await status()).toBe(403);
    await t.owner.query(`UPDATE permissions SET w = true WHERE module = 'catalog'
      AND role_id = (SELECT id FROM user_roles WHERE code = 'moderator')`);
    await t.owner.query(
      `UPDATE users SET role_id = (SELECT id FROM user_roles WHERE code = 'user') WHERE id = $1`,
      [editor.id],
    );
    expect(await status()).toBe(403);
  });

  it('shows what a role may do, inherited rights included', async () => {
    const [customer, moderator] = [await t.given.customer(), await t.given.moderator()];
    const get = (token: string) => t.http('GET', '/api/v1/me/permissions', { token });
    expect((await get(customer.token)).body).toEqual({
      role: 'user',
      mfaMissing: false,
      items: [],
    });
    expect((await get(moderator.token)).body).toEqual({
      role: 'moderator',
      mfaMissing: false,
      items: [
        { module: 'catalog', r: true, w: true, x: false },
        { module: 'media', r: true, w: true, x: false },
        { module: 'reviews', r: true, w: true, x: true },
      ],
    });
  });

  it('a public route knows who calls, and minds a refused token only where it asks who', async () => {
    const user = await t.given.customer();
    expect((await probe('who', null)).body).toEqual({ id: null });
    expect((await probe('who', user.token)).body).toEqual({ id: user.id });
    expect((await probe('who', 'expired')).status).toBe(401);
    expect((await probe('anybody', 'expired')).status).toBe(200);
  });

  it('costs one round trip, and none for a token that is not even signed', async () => {
    const [customer, admin] = [await t.given.customer(), await t.given.admin()];
    const count = async (path: string, token: string | null) =>
      (await countStatements(t.get(DataSource), () => probe(path, token))).length;
    expect(await count('orders-run', admin.token)).toBe(1);
    expect(await count('orders-run', customer.token)).toBe(1);
    expect(await count('orders-run', 'forged')).toBe(0);
    expect(await count('orders-run', null)).toBe(0);
    expect(await count('who', customer.token)).toBe(1);
    expect(await count('who', null)).toBe(0);
  });

  it('every route of the program says who may call it', () => {
    const rules = t.get(RouteRules).list();
    expect(rules.length).toBeGreaterThan(15);
    expect(rules.filter(({ rule }) => rule === null)).toEqual([]);
  });
});

describe('A route without a usable rule stops the boot', () => {
  @Controller('forgotten')
  class ForgottenController {
    @Get()
    open(): void {
      return undefined;
    }

    @Get('typo')
    @RequirePermission('order', 'r')
    typo(): void {
      return undefined;
    }
  }

  it('with its name', async () => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      controllers: [ForgottenController],
      providers: [RouteRules],
    }).compile();
    await expect(module.init()).rejects.toThrow(
      /ForgottenController\.open has none.*ForgottenController\.typo asks for the unknown module "order"/,
    );
  });
});
