import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { EVENT_TYPES } from '../domain/event-types.js';
import { ReadEvents } from '../use-cases/read-events.js';
import { EventTypeUnknown, EventUnknown } from '../webhooks.errors.js';
import { ListEventsQuery } from './dto/webhooks.request.js';
import {
  EventsPageResponse,
  EventTypesResponse,
  toEventTypeResponse,
} from './dto/webhooks.response.js';

/** Everything that has happened, for machines that keep a place of their own. */
@ApiTags('Events')
@Controller('events')
@RequirePermission('webhooks', 'r')
export class EventsController {
  constructor(private readonly events: ReadEvents) {}

  @Get()
  @ApiOperation({
    operationId: 'listEvents',
    summary: 'What has happened since an event',
    description:
      'In the order of the commits: nothing ever appears before a place that was read already, however long its transaction took. Events of one aggregate keep their order and are counted without gaps. Keep `after` and pass it next time. 410 means that the event is no longer there (cleared away, or the shop was restored to a time before it): begin anew, ids tell what you have.',
  })
  @ApiOkResponse({ type: EventsPageResponse })
  @ApiProblems(InvalidRequest, EventUnknown, EventTypeUnknown)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() { after, types, limit = 100 }: ListEventsQuery,
  ): Promise<EventsPageResponse> {
    const page = await this.events.execute(ctx, after ?? null, types ?? null, limit);
    return { items: [...page.items], after: page.after, hasMore: page.hasMore };
  }

  @Get('types')
  @ApiOperation({
    operationId: 'listEventTypes',
    summary: 'Types of events',
    description: 'Each with an example of its `data`. Fields are only ever added.',
  })
  @ApiOkResponse({ type: EventTypesResponse })
  types(): EventTypesResponse {
    return { items: EVENT_TYPES.map(toEventTypeResponse) };
  }
}
