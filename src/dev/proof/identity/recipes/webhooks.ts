import { randomUUID } from 'node:crypto';
import { FieldCipher } from '../../../../common/crypto/field-cipher.js';
import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

/** An address, so that no name has to be found. */
const URL = 'https://8.8.8.8/hooks';

async function newEndpoint(scene: Scene, status = 'active'): Promise<string> {
  const id = randomUUID();
  const cipher = new FieldCipher(scene.shop.env());
  const secret = cipher.encrypt('whsec_cHJvb2Y=', `webhook_endpoints.secret:${id}`);
  await scene.shop.owner.query(
    `INSERT INTO webhook_endpoints (id, url, event_types, secret, told_position, status, pause_reason, paused_at)
     VALUES ($1, $2, '{return.closed}', $4, 0, $3::varchar,
       CASE WHEN $3 = 'paused' THEN 'staff' END, CASE WHEN $3 = 'paused' THEN now() END)`,
    [id, URL, status, secret],
  );
  return id;
}

async function newDelivery(scene: Scene): Promise<Readonly<Record<string, string>>> {
  const webhookId = await newEndpoint(scene);
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO webhook_deliveries (endpoint_id, event_id, type, aggregate_id, position, state, finished_at)
     VALUES ($1, gen_random_uuid(), 'order.placed', gen_random_uuid(), 1, 'delivered', now()) RETURNING id`,
    [webhookId],
  );
  return { webhookId, deliveryId: rows[0]?.id ?? '' };
}

async function anEvent(scene: Scene): Promise<string> {
  await scene.shop.owner.query(
    `SELECT tell_event('product.changed', 'product', gen_random_uuid(), '{}')`,
  );
  await scene.shop.owner.query('SELECT number_public_events(1000, true)');
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    'SELECT id FROM public_events WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1',
  );
  return rows[0]?.id ?? '';
}

const ofDelivery: Recipe = async (scene) => ({ params: await newDelivery(scene) });
const event: IdKind = { belongs: 'nobody', make: anEvent };

/** Ids of endpoints and events; staff sees all of them. */
export const WEBHOOK_IDS: Readonly<Record<string, IdKind>> = {
  webhookId: { belongs: 'nobody', make: (scene) => newEndpoint(scene) },
  deliveryId: {
    belongs: 'nobody',
    make: async (scene) => (await newDelivery(scene))['deliveryId'] ?? '',
  },
  after: event,
};

/** What the routes of webhooks need beside their examples. */
export const WEBHOOK_RECIPES: Readonly<Record<string, Recipe>> = {
  createWebhook: () => Promise.resolve({ body: { url: URL, eventTypes: ['return.closed'] } }),
  updateWebhook: () => Promise.resolve({ body: { url: URL, description: randomUUID() } }),
  resumeWebhook: async (scene) => ({ params: { webhookId: await newEndpoint(scene, 'paused') } }),
  redeliverWebhookEvents: async (scene) => ({ body: { after: await anEvent(scene) } }),
  getWebhookDelivery: ofDelivery,
  redeliverWebhookEvent: ofDelivery,
};
