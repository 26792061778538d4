import type { Client } from 'pg';
import { FieldCipher } from '../../common/crypto/field-cipher.js';
import { PasswordHasher } from '../../common/crypto/password-hasher.js';
import type { Env } from '../../config/env.js';
import { AddressBox } from '../../modules/users/address-box.js';
import { demoId } from './demo-id.js';
import { insertRows } from './insert-rows.js';

/** Of every demo account. */
export const DEMO_PASSWORD = 'Demo-Passw0rd!';

const PEOPLE = [
  { username: 'admin', role: 'admin', firstName: 'Ada', lastName: 'Nowak' },
  { username: 'moderator', role: 'moderator', firstName: 'Milo', lastName: 'Okafor' },
  { username: 'alice', role: 'user', firstName: 'Alice', lastName: 'Marsh' },
  { username: 'bob', role: 'user', firstName: 'Bob', lastName: 'Trần' },
] as const;

const ADDRESSES = [
  {
    owner: 'alice',
    recipient: 'Alice Marsh',
    phone: '+15035550142',
    street: '118 SE Alder Street, Apt 4',
    ward: null,
    district: 'Buckman',
    city: 'Portland',
    postalCode: '97214',
    country: 'US',
  },
  {
    owner: 'bob',
    recipient: 'Trần Bob',
    phone: '+84245550199',
    street: '36 Hàng Bạc',
    ward: 'Hàng Bạc',
    district: 'Hoàn Kiếm',
    city: 'Hà Nội',
    postalCode: '100000',
    country: 'VN',
  },
] as const;

type Secrets = Pick<
  Env,
  'PASSWORD_PEPPER' | 'LOGIN_CONCURRENCY' | 'PASSWORD_HASH_COST' | 'ENCRYPTION_KEYS'
>;

/** The password of each account, hashed; takes a fifth of a second of a core for each. */
export function hashPasswords(env: Secrets): Promise<string[]> {
  const hasher = new PasswordHasher({ ...env, LOGIN_CONCURRENCY: PEOPLE.length });
  return Promise.all(PEOPLE.map(() => hasher.hash(DEMO_PASSWORD)));
}

/** One administrator, one moderator and two customers with an address, all verified. */
export async function insertPeople(
  client: Client,
  hashes: readonly string[],
  env: Secrets,
): Promise<void> {
  const roles = await client.query<{ code: string; id: string }>('SELECT code, id FROM user_roles');
  const roleIds = new Map(roles.rows.map(({ code, id }) => [code, id] as const));
  const users = PEOPLE.map(({ username, role, firstName, lastName }, index) => ({
    id: demoId('user', username),
    role_id: roleIds.get(role) ?? null,
    username,
    email: `${username}@example.com`,
    phone_number: `+1503555010${index}`,
    first_name: firstName,
    last_name: lastName,
    hashed_password: hashes[index] ?? null,
    verified_email: true,
  }));
  const columns = Object.keys(users[0] ?? {}).map((name) => `${name} ${typeOf(name)}`);
  await insertRows(client, 'users', columns, users);
  await insertAddresses(client, new AddressBox(new FieldCipher(env)));
}

function typeOf(column: string): string {
  if (column === 'id' || column === 'role_id') return 'uuid';
  return column === 'verified_email' ? 'boolean' : 'text';
}

async function insertAddresses(client: Client, box: AddressBox): Promise<void> {
  const rows = ADDRESSES.map((address) => {
    const id = demoId('address', address.owner);
    return {
      id,
      user_id: demoId('user', address.owner),
      recipient: box.seal('recipient', id, address.recipient),
      phone_number: address.phone,
      street: box.seal('street', id, address.street),
      ward: address.ward,
      district: address.district,
      city: address.city,
      postal_code: address.postalCode,
      country: address.country,
      is_default: true,
    };
  });
  const columns =
    'id uuid,user_id uuid,recipient text,phone_number text,street text,ward text,district text,' +
    'city text,postal_code text,country text,is_default boolean';
  // Only for accounts of this data: somebody else may have taken the e-mail address before.
  const known = await client.query<{ id: string }>('SELECT id FROM users WHERE id = ANY ($1)', [
    rows.map((row) => row.user_id),
  ]);
  const ids = new Set(known.rows.map(({ id }) => id));
  const owned = rows.filter((row) => ids.has(row.user_id));
  await insertRows(client, 'user_addresses', columns.split(','), owned);
}
