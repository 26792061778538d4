/** A public event as the feed and the endpoints show it. */
export interface PublicEventView {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  /** 1 for the first event of its aggregate, without gaps. */
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export type EndpointStatus = 'active' | 'paused';
export type PauseReason = 'staff' | 'failing' | 'gone';

/** An endpoint as staff sees it. */
export interface EndpointView {
  readonly id: string;
  readonly url: string;
  readonly description: string;
  readonly eventTypes: readonly string[];
  readonly status: EndpointStatus;
  readonly pauseReason: PauseReason | null;
  readonly pausedAt: string | null;
  readonly failingSince: string | null;
  readonly failuresInARow: number;
  readonly previousSecretUntil: string | null;
  readonly waiting: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An endpoint and its secret, which is shown once. */
export interface EndpointWithSecret {
  readonly endpoint: EndpointView;
  readonly secret: string;
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

/** One event on its way to one endpoint. */
export interface DeliveryView {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly finishedAt: string | null;
  readonly createdAt: string;
}

/** What became of one try. */
export interface AttemptView {
  readonly attempt: number;
  readonly at: string;
  readonly statusCode: number | null;
  readonly error: string | null;
  readonly durationMs: number | null;
  readonly answer: string | null;
}
