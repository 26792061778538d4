import { Injectable } from '@nestjs/common';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { AuditEntryNotFound } from '../audit.errors.js';
import { FIND_ENTRY, type SearchField, searchStatement } from '../data/search-statements.js';
import type { RowContents } from '../domain/entry-contents.js';

/** Which entries to look for; all conditions together. */
export type AuditSearch = Readonly<Partial<Record<SearchField, string | Date | undefined>>>;

/** An entry as it is read. */
export interface AuditEntryRow {
  readonly id: string;
  readonly created_at: Date;
  /** `created_at` with all of its digits. */
  readonly at: string;
  readonly table_name: string;
  readonly row_id: string | null;
  readonly action: string;
  readonly actor_id: string | null;
  readonly on_behalf_of: string | null;
  readonly api_key_id: string | null;
  readonly request_id: string | null;
  readonly before: RowContents | null;
  readonly after: RowContents | null;
  readonly erased_at: Date | null;
  readonly sealed: boolean;
}

/** Who did what: reads the audit log for those who hold `audit:r`. */
@Injectable()
export class SearchAuditLog {
  constructor(private readonly db: Db) {}

  /**
   * Newest first, stable while entries are added.
   *
   * @throws InvalidCursor
   */
  async execute(
    ctx: RequestContext,
    search: AuditSearch,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<AuditEntryRow>> {
    const given = (Object.keys(search) as SearchField[]).filter((field) => search[field]);
    const { statement, fields } = searchStatement(given);
    const position = cursor === undefined ? null : decodeTimeCursor(cursor);
    const rows = await this.db.queryAs<AuditEntryRow>(ctx, statement, [
      limit + 1,
      position?.at ?? null,
      position?.id ?? null,
      ...fields.map((field) => search[field]),
    ]);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }

  /** @throws AuditEntryNotFound */
  async get(ctx: RequestContext, id: string): Promise<AuditEntryRow> {
    const [row] = await this.db.queryAs<AuditEntryRow>(ctx, FIND_ENTRY, [id]);
    if (!row) throw new AuditEntryNotFound();
    return row;
  }
}
