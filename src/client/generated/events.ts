// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call } from '../call.js';
import type { Connection } from '../connection.js';
import type { CallOptions } from '../operation.js';
import type {
  EventTypesResponse,
  EventsPageResponse,
} from './types.js';

/** Query of {@link Events.listEvents}. */
export interface ListEventsQuery {
  /**
   * Id of the last event that you have; left out: from the oldest on.
   * @format uuid
   */
  after?: string | undefined;
  /**
   * Types, all of a group (`order.*`) or everything (`*`), with commas between.
   * @maxLength 60
   * @maxItems 50
   * @minItems 1
   * @example ["order.*","payment.succeeded"]
   */
  types?: string[] | undefined;
  /**
   * How many at most
   * @min 1
   * @max 500
   * @example 100
   */
  limit?: number | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Events.listEventTypes}. */
export interface ListEventTypesQuery {
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Events. */
export class Events {
  constructor(private readonly connection: Connection) {}

  /**
   * What has happened since an event
   *
   * In the order of the commits: nothing ever appears before a place that was read already, however long its transaction took. Events of one aggregate keep their order and are counted without gaps. Keep `after` and pass it next time. 410 means that the event is no longer there (cleared away, or the shop was restored to a time before it): begin anew, ids tell what you have.
   *
   * Takes If-None-Match.
   */
  listEvents(query?: ListEventsQuery, options?: CallOptions): Call<EventsPageResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/events', query }, options);
  }

  /**
   * Types of events
   *
   * Each with an example of its `data`. Fields are only ever added.
   *
   * Takes If-None-Match.
   */
  listEventTypes(query?: ListEventTypesQuery, options?: CallOptions): Call<EventTypesResponse> {
    return this.connection.call({ method: 'GET', path: '/api/v1/events/types', query }, options);
  }
}
