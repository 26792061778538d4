import { randomUUID } from 'node:crypto';
import { MailedCodes } from '../../../../common/crypto/mailed-codes.js';
import { network, PASSWORD, type Scene } from '../people/scene.js';
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
async function registered(scene: Scene, body: object): Promise<string> {
  const email = `new-${randomUUID()}@example.com`;
  const username = `new-${randomUUID().slice(0, 8)}`;
  await scene.step({ headers: network() }, 'POST', '/auth/register', { ...body, email, username });
  return email;
}

const PROFILE = {
  password: 'violet harbour 42',
  firstName: 'Carol',
  lastName: 'Castillo',
  phoneNumber: '+12025550163',
};

/** What the account routes need beside their examples. */
export const ACCOUNT_RECIPES: Readonly<Record<string, Recipe>> = {
  register: (_scene, _who, { body }) => {
    const username = `new-${randomUUID().slice(0, 8)}`;
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
  verifyEmail: async (scene) => {
    const email = await registered(scene, PROFILE);
    return { body: { email, code: await mailedCode(scene, email) } };
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
};
