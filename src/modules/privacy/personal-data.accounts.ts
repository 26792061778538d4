import type { PersonalTable } from './personal-data.types.js';

const MINE = 't.user_id = $1::uuid';
const PLAIN = { protection: 'plain' } as const;
const HASH = { protection: 'hash', secret: true } as const;

/** The account of a person and what hangs on it. */
export const ACCOUNT_DATA: readonly PersonalTable[] = [
  {
    table: 'users',
    whose: 't.id = $1::uuid',
    erase: 'overwrite',
    // Values that pass the checks and can never log in. The row stays: orders point at it.
    alsoErased: {
      verified_email: 'FALSE',
      verified_phone: 'FALSE',
      locked: 'TRUE',
      deleted_at: 'COALESCE(t.deleted_at, now())',
    },
    exported: true,
    columns: {
      username: { protection: 'plain', erased: "'erased-' || t.id" },
      email: { protection: 'plain', erased: "'erased-' || t.id || '@invalid'" },
      phone_number: { protection: 'plain', erased: "'0000000000'" },
      first_name: { protection: 'plain', erased: "'Erased'" },
      last_name: { protection: 'plain', erased: "'Erased'" },
      avatar_url: { protection: 'plain', erased: 'NULL' },
      avatar_image_id: { protection: 'plain', erased: 'NULL' },
      hashed_password: { ...HASH, erased: "'!'" },
    },
  },
  {
    table: 'data_export_parts',
    whose: 't.export_id IN (SELECT e.id FROM data_exports e WHERE e.user_id = $1::uuid)',
    erase: 'delete',
    exported: { not: 'it is the export itself' },
    columns: { content: { protection: 'encrypted' } },
  },
  {
    table: 'data_exports',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { code_hash: HASH },
  },
  {
    table: 'oidc_logins',
    whose: `${MINE} OR t.session_id IN (SELECT s.id FROM user_sessions s WHERE s.user_id = $1::uuid)`,
    erase: 'delete',
    exported: { not: 'logins that are under way, gone after minutes' },
    columns: {
      state_hash: HASH,
      binding_hash: HASH,
      return_to: PLAIN,
      challenge: HASH,
      subject_hash: HASH,
      code_hash: HASH,
    },
  },
  {
    table: 'user_sessions',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { refresh_token: HASH, user_agent: PLAIN, client_ip: PLAIN, reason: PLAIN },
  },
  {
    table: 'api_keys',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: {
      name: PLAIN,
      prefix: { protection: 'plain', secret: true },
      key_hash: HASH,
      last_used_ip: PLAIN,
    },
  },
  {
    table: 'user_totp',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { secret: { protection: 'encrypted', secret: true } },
  },
  {
    table: 'user_recovery_codes',
    whose: MINE,
    erase: 'delete',
    exported: { not: 'digests of secrets' },
    columns: { code_hash: HASH },
  },
  {
    table: 'user_identities',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { subject_hash: HASH },
  },
  {
    table: 'email_verifications',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { email: PLAIN, verify_code: HASH },
  },
  {
    table: 'phone_verifications',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { phone_number: PLAIN, code_hash: HASH },
  },
  {
    // A young one is on its way to its owner and gone in a moment; the last look of an erase takes the others.
    table: 'account_notices',
    whose: `${MINE} AND t.created_at < now() - interval '45 seconds'`,
    erase: 'delete',
    exported: true,
    columns: { email: PLAIN },
  },
  {
    table: 'user_addresses',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: {
      recipient: { protection: 'encrypted' },
      phone_number: PLAIN,
      street: { protection: 'encrypted' },
      ward: PLAIN,
      district: PLAIN,
      city: PLAIN,
      postal_code: PLAIN,
      country: PLAIN,
    },
  },
  {
    table: 'customer_group_members',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: {},
  },
  {
    table: 'gateway_customers',
    whose: MINE,
    erase: 'delete',
    exported: { not: "a gateway's name for the person, of use to nobody else" },
    columns: { customer_id: { protection: 'plain', secret: true } },
  },
  {
    // The row goes when the gateway has forgotten the card, for which its token is needed once more.
    table: 'user_payment_infos',
    whose: MINE,
    erase: 'overwrite',
    alsoErased: { removed_at: 'COALESCE(t.removed_at, now())', is_default: 'FALSE' },
    exported: true,
    columns: {
      card_number: { protection: 'plain', erased: "'**** 0000'" },
      card_last4: { protection: 'plain', erased: "'0000'" },
      payment_method_token: {
        protection: 'encrypted',
        secret: true,
        kept: 'until the gateway has forgotten the card: minutes',
      },
      token_hash: {
        protection: 'blind_index',
        digestOf: 'payment_method_token',
        secret: true,
        kept: 'goes with the token',
      },
      expiration_date: { protection: 'plain', erased: "DATE '2000-01-31'" },
      billing_address: { protection: 'encrypted', erased: "''" },
    },
  },
  {
    table: 'rating_votes',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: {},
  },
  {
    table: 'rating_reports',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { note: PLAIN },
  },
  {
    // The score stays: it is part of the average that others have seen. The words go.
    table: 'ratings',
    whose: MINE,
    erase: 'overwrite',
    exported: true,
    columns: {
      title: { protection: 'plain', erased: 'NULL' },
      content: { protection: 'plain', erased: 'NULL' },
      rejection_reason: { protection: 'plain', erased: 'NULL' },
    },
  },
  {
    table: 'wishlist_items',
    whose: 't.wishlist_id IN (SELECT w.id FROM wishlists w WHERE w.user_id = $1::uuid)',
    erase: 'delete',
    exported: true,
    columns: { note: PLAIN },
  },
  {
    table: 'wishlists',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: { name: PLAIN, share_hash: HASH },
  },
  {
    table: 'product_alerts',
    whose: MINE,
    erase: 'delete',
    exported: true,
    columns: {},
  },
];
