import pg from 'pg';
import type { RequestContext } from '../common/request-context.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRACEPARENT = /^[0-9a-f-]{55}$/;
const TOKEN_HASH = /^[0-9a-f]{64}$/;

/**
 * The settings of a transaction: audit triggers and row-level security read them. They go in the
 * message of the BEGIN, because a statement that sets them cannot also be judged by them.
 *
 * `app.actor_id` who acts · `app.on_behalf_of` the customer he acts for · `app.api_key_id` the key
 * he called with · `app.request_id` · `app.user_id` whose rows are in sight · `app.tokens` hashes of
 * the guest's tokens, by comma · `app.creates` ids of what the command makes, by comma · `app.scope`
 * `own` or `all` · `app.traceparent` the trace that rows of the outbox continue.
 */
export function settingsOf(ctx: RequestContext): string {
  const settings = {
    actor_id: uuid(ctx.actorId),
    on_behalf_of: uuid(ctx.onBehalfOf),
    api_key_id: uuid(ctx.apiKeyId),
    request_id: ctx.requestId.replaceAll('\0', '').slice(0, 100),
    user_id: uuid(ctx.onBehalfOf ?? ctx.actorId),
    tokens: (ctx.tokenHashes ?? []).filter((hash) => TOKEN_HASH.test(hash)).join(','),
    creates: (ctx.creates ?? []).map(uuid).join(','),
    scope: ctx.scope,
    traceparent: TRACEPARENT.test(ctx.traceparent ?? '') ? (ctx.traceparent ?? '') : '',
  };
  // SET costs the server half of what a SELECT with set_config() does. What is empty is not set: the
  // transaction before has left nothing.
  return Object.entries(settings)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `SET LOCAL app.${name} = ${pg.escapeLiteral(value).trim()}`)
    .join('; ');
}

function uuid(id: string | null | undefined): string {
  if (id === null || id === undefined) return '';
  if (!UUID.test(id)) throw new Error('An id in the request context is no UUID');
  return id;
}
