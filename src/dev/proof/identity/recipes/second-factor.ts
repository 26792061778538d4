import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { FieldCipher } from '../../../../common/crypto/field-cipher.js';
import { newTotpSecret } from '../../../../modules/auth/mfa/domain/totp.js';
import { network, PASSWORD, type Person, type Scene } from '../people/scene.js';
import { personOf, type IdKind, type Recipe } from './recipe.js';

const PROOF = { currentPassword: PASSWORD };

/** What an authenticator app shows now. */
function shown(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

/** Switches a second factor on; returns the code of now. */
export async function withTotp(scene: Scene, person: Pick<Person, 'id'>): Promise<string> {
  const id = randomUUID();
  const secret = newTotpSecret();
  const cipher = new FieldCipher(scene.shop.env());
  await scene.shop.owner.query(
    'INSERT INTO user_totp (id, user_id, secret, confirmed_at) VALUES ($1, $2, $3, now())',
    [id, person.id, cipher.encrypt(secret, `user_totp.secret:${id}`)],
  );
  return shown(secret);
}

/** Ids of ways into an account. */
export const FACTOR_IDS: Readonly<Record<string, IdKind>> = {
  identityId: {
    belongs: 'person',
    make: async (scene, owner) => {
      const { rows } = await scene.shop.owner.query<{ id: string }>(
        `INSERT INTO user_identities (user_id, issuer, subject_hash)
         VALUES ($1, 'https://id.example.com', $2) RETURNING id`,
        [owner.id, randomUUID().replaceAll('-', '').repeat(2)],
      );
      return rows[0]?.id ?? '';
    },
  },
};

const withCode: Recipe = async (scene, who) => ({
  body: { code: await withTotp(scene, personOf(who)) },
});

const withPasswordAndCode: Recipe = async (scene, who) => ({
  body: { ...PROOF, code: await withTotp(scene, personOf(who)) },
});

const withOidcCode: Recipe = (_scene, _who, { body }) =>
  Promise.resolve({ body: { ...(body as object), code: randomUUID() } });

/** What second factors and identities need beside their examples. */
export const FACTOR_RECIPES: Readonly<Record<string, Recipe>> = {
  verifyMfa: async (scene, who) => {
    const person = who ?? (await scene.person());
    const code = await withTotp(scene, person);
    const login = { login: person.email, password: PASSWORD };
    const { mfaToken } = await scene.step({ headers: network() }, 'POST', '/auth/login', login);
    return { body: { mfaToken, code } };
  },
  confirmMyTotp: async (scene, who) => {
    const { secret } = await scene.step(personOf(who), 'POST', '/me/mfa/totp', PROOF);
    return { body: { code: shown(String(secret)) } };
  },
  exchangeOidc: withOidcCode,
  confirmIdentity: withOidcCode,
  verifyMySession: withCode,
  renewMyRecoveryCodes: withPasswordAndCode,
  removeMyTotp: withPasswordAndCode,
};
