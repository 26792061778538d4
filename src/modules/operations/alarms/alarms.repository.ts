import { Injectable } from '@nestjs/common';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { AlarmNotFound, AlarmSettled } from '../operations.errors.js';

/** An alarm as staff sees it. */
export interface AlarmView {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly detail: string;
  readonly raisedAt: Date;
  readonly lastSeenAt: Date;
  readonly times: number;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
}

interface AlarmRow extends AlarmView {
  readonly at: string;
  readonly [column: string]: unknown;
}

/** Which alarms; null: whatever. */
export interface AlarmFilter {
  readonly status: 'open' | 'settled' | null;
  readonly kind: string | null;
}

const COLUMNS = `id, kind, subject, detail, raised_at AS "raisedAt", last_seen_at AS "lastSeenAt", times,
  settled_at AS "settledAt", settled_by AS "settledBy", raised_at::text AS at`;

const LIST = {
  name: 'alarms-list',
  text: `SELECT ${COLUMNS} FROM alarms
          WHERE ($1::text IS NULL OR (settled_at IS NULL) = ($1 = 'open'))
            AND ($2::text IS NULL OR kind = $2)
            AND ($3::timestamptz IS NULL OR (raised_at, id) < ($3, $4::uuid))
          ORDER BY raised_at DESC, id DESC LIMIT $5`,
};

const SETTLE = {
  name: 'alarms-settle-by-hand',
  text: `UPDATE alarms SET settled_at = now(), settled_by = $2
          WHERE id = $1 AND settled_at IS NULL RETURNING ${COLUMNS}`,
};

const FIND = { name: 'alarms-find', text: 'SELECT id FROM alarms WHERE id = $1' };

/** Alarms for staff. */
@Injectable()
export class AlarmsRepository {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
  ) {}

  /**
   * The newest first.
   *
   * @throws InvalidCursor
   */
  async list(filter: AlarmFilter, limit: number, cursor: string | null): Promise<Page<AlarmView>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const { status, kind } = filter;
    const values = [status, kind, after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.db.query<AlarmRow>(LIST, values);
    return toPage(rows, limit, (row): AlarmView => row, encodeTimeCursor);
  }

  /**
   * Says that it was looked after. Raised again, it is a new one.
   *
   * @throws AlarmNotFound, AlarmSettled
   */
  async settle(ctx: RequestContext, alarmId: string): Promise<AlarmView> {
    return this.uow.run(ctx, async (tx) => {
      const [row] = await namedQuery<AlarmRow>(tx, SETTLE, [alarmId, ctx.actorId]);
      if (row !== undefined) return row;
      const [known] = await namedQuery(tx, FIND, [alarmId]);
      throw known === undefined ? new AlarmNotFound() : new AlarmSettled();
    });
  }
}
