import { ApiProperty } from '@nestjs/swagger';
import type { EventTypeView } from '../../domain/event-types.js';
import type { AttemptView, DeliveryView, EndpointView } from '../../webhooks.types.js';

export class WebhookResponse {
  id: string;

  /** @example "https://example.com/hooks/eshop" */
  url: string;

  /** @example "Bookkeeping" */
  description: string;

  /** @example ["order.*"] */
  eventTypes: string[];

  @ApiProperty({ enum: ['active', 'paused'] })
  status: string;

  /** Why it is paused: by staff, because it kept failing, or because it has said that it is gone (410). */
  @ApiProperty({ enum: ['staff', 'failing', 'gone'], nullable: true, type: String })
  pauseReason: string | null;

  pausedAt: string | null;

  /** Since when nothing has arrived; null when the last try did. */
  failingSince: string | null;

  failuresInARow: number;

  /** Until when the secret of before signs as well. */
  previousSecretUntil: string | null;

  /** Deliveries that have not arrived yet. */
  waiting: number;

  createdAt: string;

  updatedAt: string;
}

export class WebhookSecretResponse extends WebhookResponse {
  /**
   * Shown this once. Standard Webhooks: `v1` is base64 of HMAC-SHA256 over `id.timestamp.body`.
   * @example "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD4Ck2YYr5nSs="
   */
  secret: string;
}

export class WebhookDeliveryResponse {
  id: string;

  /** Also `webhook-id` of every try. */
  eventId: string;

  /** @example "order.placed" */
  type: string;

  @ApiProperty({ enum: ['waiting', 'delivered', 'failed'] })
  state: string;

  /** @example 1 */
  attempts: number;

  nextAttemptAt: string | null;

  finishedAt: string | null;

  createdAt: string;
}

export class WebhookAttemptResponse {
  /** @example 1 */
  attempt: number;

  at: string;

  /** Null: no answer. */
  statusCode: number | null;

  /** Why there was none; null with no status: the process ended before it knew. */
  error: string | null;

  durationMs: number | null;

  /** The beginning of the answer. */
  answer: string | null;
}

export class WebhookDeliveryDetailResponse extends WebhookDeliveryResponse {
  /** The newest fifty. */
  tries: WebhookAttemptResponse[];
}

export class PublicEventResponse {
  /** The same for ever; also `webhook-id` where it is delivered. */
  id: string;

  /** @example "order.placed" */
  type: string;

  occurredAt: string;

  /** @example "order" */
  aggregateType: string;

  aggregateId: string;

  /**
   * 1 for the first event of its aggregate, then without gaps.
   * @example 1
   */
  sequence: number;

  /** By type; GET /events/types has an example of each. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Readonly<Record<string, unknown>>;
}

export class EventsPageResponse {
  items: PublicEventResponse[];

  /** Pass it as `after` next time, also when there was nothing: it is the last event that was looked at. */
  after: string | null;

  /** Whether to ask again at once. */
  hasMore: boolean;
}

export class EventTypeResponse {
  /** @example "order.placed" */
  type: string;

  /** @example "order" */
  aggregateType: string;

  /** @example "An order was written, with its stock held; it may still be unpaid." */
  description: string;

  /** What `data` looks like. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  example: Readonly<Record<string, unknown>>;
}

export class EventTypesResponse {
  items: EventTypeResponse[];
}

/** Exactly what staff sees of an endpoint. */
export function toWebhookResponse(endpoint: EndpointView): WebhookResponse {
  const { id, url, description, eventTypes, status, pauseReason, pausedAt } = endpoint;
  const { failingSince, failuresInARow, previousSecretUntil, waiting, createdAt, updatedAt } =
    endpoint;
  return {
    id,
    url,
    description,
    eventTypes: [...eventTypes],
    status,
    pauseReason,
    pausedAt,
    failingSince,
    failuresInARow,
    previousSecretUntil,
    waiting,
    createdAt,
    updatedAt,
  };
}

/** Exactly what staff sees of a delivery. */
export function toDeliveryResponse(delivery: DeliveryView): WebhookDeliveryResponse {
  const { id, eventId, type, state, attempts, nextAttemptAt, finishedAt, createdAt } = delivery;
  return { id, eventId, type, state, attempts, nextAttemptAt, finishedAt, createdAt };
}

/** A delivery with its tries. */
export function toDeliveryDetail(
  delivery: DeliveryView,
  tries: readonly AttemptView[],
): WebhookDeliveryDetailResponse {
  return {
    ...toDeliveryResponse(delivery),
    tries: tries.map(({ attempt, at, statusCode, error, durationMs, answer }) => {
      return { attempt, at, statusCode, error, durationMs, answer };
    }),
  };
}

export function toEventTypeResponse(view: EventTypeView): EventTypeResponse {
  const { type, aggregateType, description, example } = view;
  return { type, aggregateType, description, example };
}
