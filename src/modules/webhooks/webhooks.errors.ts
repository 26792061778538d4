import { defineError } from '../../common/errors/domain-error.js';

export class EndpointNotFound extends defineError(
  'webhooks.endpoint_not_found',
  'not_found',
  'There is no such endpoint',
) {}

export class DeliveryNotFound extends defineError(
  'webhooks.delivery_not_found',
  'not_found',
  'This endpoint has no such delivery',
) {}

export class EndpointUrlRefused extends defineError(
  'webhooks.url_refused',
  'unprocessable',
  'An endpoint is an https address on the open internet, without a password in it',
) {}

export class EventTypeUnknown extends defineError(
  'webhooks.event_type_unknown',
  'unprocessable',
  'There is no event of this type',
) {}

export class EventUnknown extends defineError(
  'webhooks.event_unknown',
  'gone',
  'The feed has no such event: it was cleared away, or the shop was restored to a time before it',
) {}

export class EndpointPaused extends defineError(
  'webhooks.endpoint_paused',
  'conflict',
  'The endpoint is paused: resume it first',
) {}

export class TooManyEndpoints extends defineError(
  'webhooks.too_many_endpoints',
  'conflict',
  'There are as many endpoints as there may be',
) {}
