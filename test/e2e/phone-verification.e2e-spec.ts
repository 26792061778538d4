import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ShortCodes } from '../../src/common/crypto/short-codes.js';
import { AuthWorkerModule } from '../../src/modules/auth/auth.worker.module.js';
import { PhoneVerificationProcessor } from '../../src/modules/auth/worker/phone-verification.processor.js';
import { LogSmsSender } from '../../src/modules/sms/log-sms-sender.js';
import { SmsSender } from '../../src/modules/sms/sms.service.js';
import type { OutgoingSms } from '../../src/modules/sms/sms.types.js';
import { type GivenUser, TEST_PASSWORD } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

class Gateway extends SmsSender {
  readonly isAvailable: boolean = true;
  readonly sent: OutgoingSms[] = [];

  async send(sms: OutgoingSms): Promise<void> {
    this.sent.push(sms);
    return Promise.resolve();
  }
}

const gateway = new Gateway();
let numbers = 200;

describe('A phone number is verified by SMS', () => {
  const t = useApi({
    imports: [AuthWorkerModule],
    overrides: [{ token: SmsSender, value: gateway }],
  });
  const call = (user: GivenUser, method: string, path: string, body?: unknown) =>
    t.http(method, `/api/v1/me${path}`, { token: user.token, body });
  const me = async (user: GivenUser) => (await call(user, 'GET', '')).body;
  const ask = (user: GivenUser) => call(user, 'POST', '/phone/send-code');
  const verify = (user: GivenUser, code: unknown) => call(user, 'POST', '/phone/verify', { code });
  const freshNumber = (): string => `+1202555${(numbers += 1).toString().padStart(4, '0')}`;
  const person = () => t.given.customer({ phoneNumber: freshNumber() });

  /** Runs the jobs that wait, as the worker would. @returns what went to the number. */
  async function sendSms(to: unknown): Promise<string> {
    const { rows } = await t.owner.query<{ payload: { verificationId: string } }>(
      `UPDATE outbox_events SET done_at = now()
        WHERE queue = 'phone-verification' AND done_at IS NULL RETURNING payload`,
    );
    const ctx = { actorId: null, requestId: `test-${randomUUID()}`, scope: 'all' as const };
    const handle = t.get(PhoneVerificationProcessor).handlers['send-code'] as (
      payload: object,
      job: object,
    ) => Promise<void>;
    for (const { payload } of rows) await handle(payload, { delivery: null, ctx });
    return gateway.sent.filter((sms) => sms.to === to).at(-1)?.text ?? '';
  }
  const codeIn = (text: string): string => /^\d{6}/.exec(text)?.[0] ?? '';
  const wrong = (code: string): string => (code === '123456' ? '654321' : '123456');
  const age = (user: GivenUser, minutes: number) =>
    t.owner.query(
      `UPDATE phone_verifications SET created_at = created_at - $2 * interval '1 minute',
              expired_at = expired_at - $2 * interval '1 minute' WHERE user_id = $1`,
      [user.id, minutes],
    );

  it('the code of the SMS verifies the number, once; it is stored nowhere', async () => {
    const user = await person();
    expect((await ask(user)).status).toBe(202);
    const { phoneNumber } = await me(user);
    const text = await sendSms(phoneNumber);
    expect(text.length).toBeLessThanOrEqual(160);
    const code = codeIn(text);
    const { rows } = await t.owner.query<{ everything: string }>(
      `SELECT (SELECT json_agg(v) FROM phone_verifications v)::text || (SELECT json_agg(o) FROM outbox_events o)::text
              || (SELECT json_agg(a) FROM audit_log a WHERE table_name = 'phone_verifications')::text AS everything`,
    );
    expect(rows[0]?.everything).not.toMatch(new RegExp(`"${code}"`));
    expect((await verify(user, wrong(code))).body['code']).toBe('auth.invalid_code');
    expect((await me(user))['verifiedPhone']).toBe(false);
    const stranger = await person();
    expect((await verify(stranger, code)).status).toBe(422);
    expect((await verify(user, code)).status).toBe(204);
    expect((await me(user))['verifiedPhone']).toBe(true);
    expect((await verify(user, code)).status).toBe(422);
    expect((await ask(user)).body['code']).toBe('auth.phone_already_verified');
  });

  it('five tries, also when a hundred come at once', async () => {
    const user = await person();
    await ask(user);
    const code = codeIn(await sendSms((await me(user))['phoneNumber']));
    const guesses = Array.from({ length: 100 }, (_, index) =>
      verify(
        user,
        String(index).padStart(6, '0') === code ? '999999' : String(index).padStart(6, '0'),
      ),
    );
    const statuses = new Set((await Promise.all(guesses)).map(({ status }) => status));
    expect(statuses).toEqual(new Set([422]));
    const { rows } = await t.owner.query(
      'SELECT attempts FROM phone_verifications WHERE user_id = $1',
      [user.id],
    );
    expect(rows).toEqual([{ attempts: 5 }]);
    expect((await verify(user, code)).status).toBe(422);
    expect((await me(user))['verifiedPhone']).toBe(false);
  });

  it('once a minute; a new code voids the old; it lives ten minutes', async () => {
    const user = await person();
    const { phoneNumber } = await me(user);
    expect((await ask(user)).status).toBe(202);
    const first = codeIn(await sendSms(phoneNumber));
    const soon = await ask(user);
    expect(soon).toMatchObject({ status: 429, body: { code: 'auth.too_many_codes' } });
    expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(Number(soon.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    await age(user, 2);
    const answers = await Promise.all([ask(user), ask(user), ask(user)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 429, 429]);
    const second = codeIn(await sendSms(phoneNumber));
    if (first !== second) expect((await verify(user, first)).status).toBe(422);
    await age(user, 11);
    expect((await verify(user, second)).status).toBe(422);
  });

  it('five an hour for an account and for a number, however many accounts have it', async () => {
    const users = await Promise.all(
      Array.from({ length: 3 }, () => t.given.customer({ phoneNumber: '+12025550999' })),
    );
    const statuses: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      for (const user of users) {
        statuses.push((await ask(user)).status);
        await age(user, 2);
      }
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429, 429, 429]);
    const [user] = users as [GivenUser];
    const body = { phoneNumber: freshNumber(), currentPassword: TEST_PASSWORD };
    expect((await call(user, 'PUT', '/phone', body)).status).toBe(200);
    expect((await ask(user)).status).toBe(202);
  });

  it('another number is not verified, and its code is not the old one', async () => {
    const user = await person();
    const { phoneNumber } = await me(user);
    await ask(user);
    const code = codeIn(await sendSms(phoneNumber));
    const currentPassword = TEST_PASSWORD;
    const number = freshNumber();
    const changed = await call(user, 'PUT', '/phone', {
      phoneNumber: ` (202) 555-${number.slice(-4)} `,
      currentPassword,
    });
    expect(changed).toMatchObject({ status: 200, body: { phoneNumber: number, verified: false } });
    expect((await verify(user, code)).status).toBe(422);
    await age(user, 2);
    await ask(user);
    expect((await verify(user, codeIn(await sendSms(number)))).status).toBe(204);
    const same = await call(user, 'PUT', '/phone', { phoneNumber: number, currentPassword });
    expect(same.body).toEqual({ phoneNumber: number, verified: true });
    const back = await call(user, 'PUT', '/phone', { phoneNumber, currentPassword });
    expect(back.body).toEqual({ phoneNumber, verified: false });
    expect((await me(user))['verifiedPhone']).toBe(false);
  });

  it('needs the password, a number that can be dialled and six digits', async () => {
    const user = await person();
    const put = async (body: unknown): Promise<unknown> => {
      const answer = await call(user, 'PUT', '/phone', body);
      return [answer.status, answer.body['code']];
    };
    const currentPassword = TEST_PASSWORD;
    expect(await put({ phoneNumber: '+12025550177' })).toEqual([403, 'access.proof_needed']);
    for (const phoneNumber of [
      '+10000000000',
      '0000000000',
      '+99912345678',
      '1234567890123456789',
    ]) {
      expect(await put({ phoneNumber, currentPassword }), phoneNumber).toEqual([
        422,
        'users.invalid_phone_number',
      ]);
    }
    for (const phoneNumber of [null, 7, '', 'x'.repeat(10_000), '+1\u0000', '١٢٣٤٥٦٧٨٩٠', []]) {
      expect((await put({ phoneNumber, currentPassword })) as unknown[]).toContain(400);
    }
    for (const code of [
      null,
      123456,
      '12345',
      '1234567',
      '١٢٣٤٥٦',
      '12345\u0000',
      ['123456'],
      {},
    ]) {
      expect((await verify(user, code)).status, JSON.stringify(code)).toBe(400);
    }
    const patch = await call(user, 'PATCH', '', { phoneNumber: '+12025550177' });
    expect(patch.status).toBe(400);
    await t.owner.query(`UPDATE users SET phone_number = '0000000000' WHERE id = $1`, [user.id]);
    expect((await ask(user)).body['code']).toBe('users.invalid_phone_number');
  });

  it('without a gateway nothing is promised', async () => {
    const user = await person();
    Object.assign(gateway, { isAvailable: false });
    try {
      expect(await ask(user)).toMatchObject({
        status: 503,
        body: { code: 'auth.sms_unavailable' },
      });
    } finally {
      Object.assign(gateway, { isAvailable: true });
    }
  });

  it('the log shows number and code to developers and to nobody else', async () => {
    const code = t.get(ShortCodes).codeFor(randomUUID(), 'verify_phone');
    const lines: string[] = [];
    const logged = async (NODE_ENV: 'development' | 'test' | 'production'): Promise<string> => {
      const sender = new LogSmsSender({ NODE_ENV });
      Object.assign(sender, { logger: { log: (line: string) => lines.push(line) } });
      await sender.send({ to: '+12025550163', text: `${code} is`, messageId: 'phone-code-1' });
      return lines.pop() ?? '';
    };
    expect(await logged('development')).toContain(code);
    for (const environment of ['test', 'production'] as const) {
      expect(await logged(environment)).toBe('phone-code-1 was not sent: SMS_DRIVER=log');
    }
  });
});
