import { randomUUID } from 'node:crypto';
import type { ShopUnderTest } from './shop-under-test.js';

/** Somebody with all rights, logged in with a second factor; the access token. */
export async function staffToken(shop: ShopUnderTest): Promise<string> {
  const [userId, sessionId] = [randomUUID(), randomUUID()];
  const name = `staff-${userId.slice(0, 8)}`;
  await shop.owner.query(
    `WITH made AS (
       INSERT INTO users (id, role_id, username, email, phone_number, first_name, last_name,
           hashed_password, verified_email)
         SELECT $1, id, $3::text, $3::text || '@example.com', '0123456788', 'Grace', 'Hopper', '!', true
           FROM user_roles WHERE code = 'admin' RETURNING id)
     INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at, mfa_at)
       SELECT $2::uuid, $2::uuid, id, $2::uuid::text, '127.0.0.1', now() + interval '1 day', now() FROM made`,
    [userId, sessionId, name],
  );
  return shop.sign(userId, sessionId);
}
