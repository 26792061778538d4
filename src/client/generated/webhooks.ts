// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CreateWebhookRequest,
  RedeliverWebhookRequest,
  RotateWebhookSecretRequest,
  UpdateWebhookRequest,
  WebhookDeliveryDetailResponse,
  WebhookDeliveryResponse,
  WebhookResponse,
  WebhookSecretResponse,
} from './types.js';

/** Query of {@link Webhooks.listWebhooks}. */
export interface ListWebhooksQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Webhooks.getWebhook}. */
export interface GetWebhookQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Webhooks.listWebhookDeliveries}. */
export interface ListWebhookDeliveriesQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /** Only those in this state */
  state?: "waiting" | "delivered" | "failed" | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Webhooks.getWebhookDelivery}. */
export interface GetWebhookDeliveryQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Webhooks. */
export class Webhooks {
  constructor(private readonly connection: Connection) {}

  /**
   * Webhook endpoints
   *
   * The oldest first.
   *
   * Takes If-None-Match.
   */
  listWebhooks(query?: ListWebhooksQuery, options?: CallOptions): PagedCall<{
      items: WebhookResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/webhooks', query }, options);
  }

  /**
   * Tell an endpoint of events
   *
   * Of all that happen from now on. Messages are signed by the Standard Webhooks specification (`webhook-id`, `webhook-timestamp`, `webhook-signature`); the secret is in this answer and nowhere else. A message is repeated until it is answered with 2xx, so the same `webhook-id` may come more than once.
   */
  createWebhook(body: CreateWebhookRequest, options?: CallOptions): Call<WebhookSecretResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/webhooks', body }, options);
  }

  /**
   * One endpoint
   *
   * Its deliveries have a route of their own.
   *
   * Takes If-None-Match.
   */
  getWebhook(webhookId: string, query?: GetWebhookQuery, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/webhooks/${part(webhookId)}`, query }, options);
  }

  /**
   * Change an endpoint
   *
   * What is left out stays. What waits is sent to the new address.
   *
   * Takes If-Match, Prefer.
   */
  updateWebhook(webhookId: string, body?: UpdateWebhookRequest, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'PATCH', path: `/api/v1/admin/webhooks/${part(webhookId)}`, body }, options);
  }

  /**
   * Delete an endpoint
   *
   * With its log, for good.
   *
   * Takes If-Match.
   */
  deleteWebhook(webhookId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/webhooks/${part(webhookId)}` }, options);
  }

  /**
   * Deliveries of an endpoint
   *
   * The newest first.
   *
   * Takes If-None-Match.
   */
  listWebhookDeliveries(webhookId: string, query?: ListWebhookDeliveriesQuery, options?: CallOptions): PagedCall<{
      items: WebhookDeliveryResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: `/api/v1/admin/webhooks/${part(webhookId)}/deliveries`, query }, options);
  }

  /**
   * One delivery and its tries
   *
   * Status, duration and the beginning of each answer.
   *
   * Takes If-None-Match.
   */
  getWebhookDelivery(webhookId: string, deliveryId: string, query?: GetWebhookDeliveryQuery, options?: CallOptions): Call<WebhookDeliveryDetailResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/webhooks/${part(webhookId)}/deliveries/${part(deliveryId)}`, query }, options);
  }

  /**
   * Send one event again
   *
   * With the same `webhook-id`, also when it has arrived already.
   */
  redeliverWebhookEvent(webhookId: string, deliveryId: string, options?: CallOptions): Call<WebhookDeliveryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/deliveries/${part(deliveryId)}/redeliver` }, options);
  }

  /**
   * Send nothing for now
   *
   * What happens meanwhile waits in the feed.
   *
   * Takes Prefer.
   */
  pauseWebhook(webhookId: string, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/pause` }, options);
  }

  /**
   * Try an endpoint
   *
   * A message of type `webhook.ping`, sent once, also to a paused one; see its delivery.
   */
  pingWebhook(webhookId: string, options?: CallOptions): Call<WebhookDeliveryResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/ping` }, options);
  }

  /**
   * Send everything after an event again
   *
   * As far as the feed has it, of the types that the endpoint hears.
   */
  redeliverWebhookEvents(webhookId: string, body?: RedeliverWebhookRequest, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/redeliver`, body }, options);
  }

  /**
   * Go on where it was paused
   *
   * Everything that it missed is sent, as far as the feed still has it.
   *
   * Takes Prefer.
   */
  resumeWebhook(webhookId: string, options?: CallOptions): Call<WebhookResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/resume` }, options);
  }

  /**
   * Give an endpoint a new secret
   *
   * Messages carry a signature of each for `overlapHours` (24 when left out), so that the receiver can change over. At once when it is 0.
   */
  rotateWebhookSecret(webhookId: string, body?: RotateWebhookSecretRequest, options?: CallOptions): Call<WebhookSecretResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/webhooks/${part(webhookId)}/rotate-secret`, body }, options);
  }
}
