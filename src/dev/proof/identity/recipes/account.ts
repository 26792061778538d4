import { randomUUID } from 'node:crypto';
import { MailedCodes } from '../../../../common/crypto/mailed-codes.js';
import { ShortCodes } from '../../../../common/crypto/short-codes.js';
import { network, PASSWORD, phoneNumber, type Scene } from '../people/scene.js';
import { onePixel } from './one-pixel.js';
import { type IdKind, personOf, type Recipe } from './recipe.js';

/** Ids of an account. */
export const ACCOUNT_IDS: Readonly<Record<string, IdKind>> = {
  sessionId: {
    belongs: 'person',
    make: async (scene, owner) => (await scene.openSession(owner.id)).sessionId,
  },
};

/** The code that the worker would mail for the newest request of an address. */
async function mailedCode(scene: Scene, email: string): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string; purpose: string }>(
    'SELECT id, purpose FROM email_verifications WHERE email = $1 ORDER BY created_at DESC LIMIT 1',
    [email],
  );
  const [row] = rows;
  if (!row) throw new Error(`No code was asked for by ${email}`);
  return new MailedCodes(scene.shop.env()).codeFor(row.id, row.purpose);
}

/** A new account that has not proved its address. */
async function registered(scene: Scene): Promise<string> {
  const username = `new-${randomUUID().slice(0, 13)}`;
  const email = `${username}@example.com`;
  const profile = {
    email,
    username,
    password: 'violet harbour 42',
    firstName: 'Carol',
    lastName: 'Castillo',
    phoneNumber: '+12025550163',
  };
  await scene.step({ headers: network() }, 'POST', '/auth/register', profile);
  return email;
}

/** What the routes of an account need beside their examples. */
export const ACCOUNT_RECIPES: Readonly<Record<string, Recipe>> = {
  register: (_scene, _who, { body }) => {
    const username = `new-${randomUUID().slice(0, 13)}`;
    return Promise.resolve({
      body: { ...(body as object), email: `${username}@example.com`, username },
    });
  },
  login: async (scene, who) => {
    const { email } = who ?? (await scene.person());
    return { body: { login: email, password: PASSWORD } };
  },
  refresh: async (scene, who) => {
    const { id } = who ?? (await scene.person());
    return { body: { refreshToken: (await scene.openSession(id)).refreshToken } };
  },
  // Also without an access token, or with one that has run out.
  logout: async (scene, who) => {
    const { id } = who ?? (await scene.person());
    return { body: { refreshToken: (await scene.openSession(id)).refreshToken } };
  },
  verifyEmail: async (scene) => {
    const email = await registered(scene);
    return { body: { email, code: await mailedCode(scene, email) } };
  },
  forgotPassword: async (scene) => ({ body: { email: (await scene.person()).email } }),
  // Long after the registration: right after it there is a pause.
  resendVerification: async (scene) => {
    const { id, email } = await scene.person();
    await scene.shop.owner.query('UPDATE users SET verified_email = false WHERE id = $1', [id]);
    return { body: { email } };
  },
  resetPassword: async (scene, who) => {
    const { email } = who ?? (await scene.person());
    await scene.step({ headers: network() }, 'POST', '/auth/forgot-password', { email });
    const code = await mailedCode(scene, email);
    return { body: { email, code, password: 'violet harbour 43' } };
  },
  endMyOtherSessions: async (scene, who) => {
    await scene.openSession(personOf(who).id);
    return {};
  },
  changeMyEmail: (_scene, _who, { body }) =>
    Promise.resolve({
      body: { ...(body as object), email: `moved-${randomUUID()}@example.com` },
    }),
  confirmMyEmail: async (scene, who) => {
    const email = `moved-${randomUUID()}@example.com`;
    const wish = { email, currentPassword: PASSWORD };
    await scene.step(personOf(who), 'PUT', '/me/email', wish);
    return { body: { code: await mailedCode(scene, email) } };
  },
  changeMyPhone: (_scene, _who, { body }) =>
    Promise.resolve({ body: { ...(body as object), phoneNumber: phoneNumber() } }),
  verifyMyPhone: async (scene, who) => {
    const person = personOf(who);
    await scene.step(person, 'POST', '/me/phone/send-code');
    const { rows } = await scene.shop.owner.query<{ id: string }>(
      'SELECT id FROM phone_verifications WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1',
      [person.id],
    );
    const codes = new ShortCodes(scene.shop.env());
    return { body: { code: codes.codeFor(rows[0]?.id ?? '', 'verify_phone') } };
  },
  setMyAvatar: (_scene, _who, { headers }) =>
    Promise.resolve({ headers: { ...headers, 'content-type': 'image/png' }, body: onePixel() }),
};
