import { Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { FeedRepository } from '../data/feed.repository.js';
import { isEventFilter } from '../domain/event-types.js';
import { EventTypeUnknown, EventUnknown } from '../webhooks.errors.js';
import type { PublicEventView } from '../webhooks.types.js';

/** Events that are numbered in one go; the next request goes on. */
const NUMBER_AT_MOST = 2_000;
/** Events that one page looks at to find those of the types that are asked for. */
const LOOK_AT = 2_000;

/** One page of the feed. */
export interface EventsPage {
  readonly items: readonly PublicEventView[];
  /** Id of the event up to which the feed was read; null in a feed that has never had one. */
  readonly after: string | null;
  /** Whether there may be more at once. */
  readonly hasMore: boolean;
}

/**
 * Reads the feed of public events from an event on. Whoever reads also numbers what has committed meanwhile, so the
 * feed needs no worker.
 */
@Injectable()
export class ReadEvents {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly feed: FeedRepository,
  ) {}

  /**
   * @param after id of the last event that the caller has; null for the beginning
   * @throws EventUnknown, EventTypeUnknown
   */
  async execute(
    ctx: RequestContext,
    after: string | null,
    types: readonly string[] | null,
    limit: number,
  ): Promise<EventsPage> {
    if (types?.some((type) => !isEventFilter(type)) === true) throw new EventTypeUnknown();
    const place = after === null ? '0' : await this.feed.placeOf(after);
    if (place === null) throw new EventUnknown();
    await this.uow.run(ctx, (tx) => this.feed.number(tx, NUMBER_AT_MOST, false));
    const page = await this.feed.list(place, types, limit, Math.max(limit, LOOK_AT));
    return {
      items: page.events,
      after: page.looked ?? after,
      hasMore: page.looked !== null && (page.events.length === limit || types !== null),
    };
  }
}
