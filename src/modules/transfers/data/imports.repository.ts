import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type {
  FileLayout,
  ImportKind,
  ImportStatus,
  ImportView,
  RowCounts,
  RowError,
} from '../transfers.types.js';
import * as sql from './imports.sql.js';

/** A new import. */
export type NewImport = Pick<ImportView, 'kind' | 'format' | 'fileName' | 'options' | 'dryRun'>;

/** An import with the sort column of lists. */
export type ImportRow = ImportView & TimePosition;

/** What a batch did. */
export interface Advance {
  readonly byteOffset: number;
  readonly counts: RowCounts;
  readonly errors: readonly RowError[];
  readonly errorsKept: number;
  readonly workedMs: number;
  readonly layout: FileLayout | null;
}

/** A piece of a file and where it begins. */
export interface Chunk {
  readonly startByte: number;
  readonly content: Buffer;
}

/** Errors are kept for so many values of an import; more are only counted. */
const MAX_ERRORS_KEPT = 20_000;
/** Days for which a file and its errors are kept after the last thing that happened to them. */
export const IMPORT_DAYS = 30;

/** Who asks for an import: null is the program itself. The key by which he does, when there is one. */
export interface Asking {
  readonly id: string | null;
  readonly apiKeyId: string | null;
}

/** Who asks in a request. */
export function askingOf({ actorId, apiKeyId }: RequestContext): Asking {
  return { id: actorId, apiKeyId: apiKeyId ?? null };
}

/** Imports, their files in pieces, and their errors. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly db: Db) {}

  async insert(tx: Tx, { id, apiKeyId }: Asking, added: NewImport): Promise<ImportRow> {
    const { kind, format, fileName, options, dryRun } = added;
    const values = [id, kind, format, fileName, JSON.stringify(options), dryRun, apiKeyId];
    const [row] = await namedQuery<ImportRow>(tx, sql.INSERT, values);
    if (!row) throw new Error('The statement gave no row');
    return row;
  }

  async find(
    executor: Tx | Db,
    id: string,
    kinds: readonly ImportKind[],
  ): Promise<ImportRow | null> {
    const [row] = await namedQuery<ImportRow>(executor, sql.FIND, [id, kinds]);
    return row ?? null;
  }

  /** Newest first. */
  async list(
    kinds: readonly ImportKind[],
    limit: number,
    after: TimePosition | null,
  ): Promise<ImportRow[]> {
    const values = [kinds, limit, after?.at ?? null, after?.id ?? null];
    return this.db.query<ImportRow>(sql.LIST, values);
  }

  /** @returns false when the upload is not at this byte (any more). */
  async addChunk(id: string, startByte: number, content: Buffer): Promise<boolean> {
    return (await this.db.query(sql.ADD_CHUNK, [id, startByte, content])).length > 0;
  }

  /** @returns null when it is in none of the statuses. */
  async setStatus(
    tx: Tx,
    id: string,
    from: readonly ImportStatus[],
    to: ImportStatus,
  ): Promise<ImportRow | null> {
    const [row] = await namedQuery<ImportRow>(tx, sql.SET_STATUS, [id, from, to, IMPORT_DAYS]);
    return row ?? null;
  }

  /** From the first row, written by whoever asks. @returns null when it cannot from its present state */
  async restart(tx: Tx, id: string, by: Asking): Promise<ImportRow | null> {
    const values = [id, IMPORT_DAYS, by.id, by.apiKeyId];
    const [row] = await namedQuery<ImportRow>(tx, sql.RESTART, values);
    if (row) await namedQuery(tx, sql.DROP_ERRORS, [id]);
    if (row) await namedQuery(tx, sql.DROP_DRAFTS, [id]);
    return row ?? null;
  }

  /** From where it stopped for want of a right, written by whoever asks. @returns null when it did not */
  async goOn(tx: Tx, id: string, by: Asking): Promise<ImportRow | null> {
    const values = [id, IMPORT_DAYS, by.id, by.apiKeyId];
    const [row] = await namedQuery<ImportRow>(tx, sql.GO_ON, values);
    return row ?? null;
  }

  /** Throws an upload away that turned out to be no file for us. */
  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, sql.DELETE, [id]);
  }

  /** @returns null when another run has it, or it is done or cancelled. */
  async take(tx: Tx, id: string, leaseId: string, seconds: number): Promise<ImportRow | null> {
    const [row] = await namedQuery<ImportRow>(tx, sql.TAKE, [id, leaseId, seconds]);
    return row ?? null;
  }

  /** @returns false when another run has it, or it was cancelled: write nothing. */
  async hold(tx: Tx, id: string, leaseId: string, seconds: number): Promise<boolean> {
    return (await namedQuery(tx, sql.HOLD, [id, leaseId, seconds])).length > 0;
  }

  /** Writes down what the batch of this transaction did. @throws Error when the lease is gone */
  async advance(tx: Tx, id: string, leaseId: string, step: Advance): Promise<ImportRow> {
    const kept = step.errors.slice(0, Math.max(0, MAX_ERRORS_KEPT - step.errorsKept));
    if (kept.length > 0) await this.addErrors(tx, id, step.errorsKept, kept);
    const { read, created, updated, unchanged, failed } = step.counts;
    const [row] = await namedQuery<ImportRow>(tx, sql.ADVANCE, [
      id,
      leaseId,
      step.byteOffset,
      read,
      created,
      updated,
      unchanged,
      failed,
      kept.length,
      step.workedMs,
      step.layout === null ? null : JSON.stringify(step.layout),
    ]);
    if (!row) throw new Error('The lease of the import is gone');
    return row;
  }

  async finish(
    tx: Tx,
    id: string,
    leaseId: string,
    end: { status: ImportStatus; code?: string; detail?: string },
  ): Promise<ImportRow | null> {
    const { status, code = null, detail = null } = end;
    const values = [id, leaseId, status, code, detail, IMPORT_DAYS];
    const [row] = await namedQuery<ImportRow>(tx, sql.FINISH, values);
    if (row && status === 'completed') await namedQuery(tx, sql.DROP_DRAFTS, [id]);
    return row ?? null;
  }

  async letGo(tx: Tx, id: string, leaseId: string): Promise<void> {
    await namedQuery(tx, sql.LET_GO, [id, leaseId]);
  }

  /** The piece with this byte, null behind the end. */
  async readChunk(id: string, byte: number): Promise<Chunk | null> {
    const [row] = await this.db.query<Chunk>(sql.READ_CHUNK, [id, byte]);
    return row && byte < row.startByte + row.content.length ? row : null;
  }

  async listErrors(
    id: string,
    after: number,
    limit: number,
  ): Promise<(RowError & { position: number })[]> {
    return this.db.query(sql.LIST_ERRORS, [id, after, limit]);
  }

  /** Takes away files and errors that were kept long enough. @returns how many files */
  async dropExpired(tx: Tx): Promise<number> {
    await namedQuery(tx, sql.DROP_UPLOADS);
    const expired = await namedQuery<{ id: string }>(tx, sql.FIND_EXPIRED, [20]);
    if (expired.length > 0) await namedQuery(tx, sql.DROP_FILES, [expired.map(({ id }) => id)]);
    return expired.length;
  }

  async findStuck(ctx: RequestContext): Promise<string[]> {
    const rows = await this.db.queryAs<{ id: string }>(ctx, sql.FIND_STUCK);
    return rows.map(({ id }) => id);
  }

  private async addErrors(
    tx: Tx,
    id: string,
    from: number,
    errors: readonly RowError[],
  ): Promise<void> {
    await namedQuery(tx, sql.ADD_ERRORS, [
      id,
      from + 1,
      errors.map(({ row }) => row),
      errors.map(({ column }) => clean(column, 100)),
      errors.map(({ code }) => code.slice(0, 60)),
      errors.map(({ message }) => clean(message, 500)),
      errors.map(({ value }) => clean(value, 200)),
    ]);
  }
}

/** What PostgreSQL can store, and not more of it than helps. */
function clean(text: string | null, length: number): string | null {
  if (text === null) return null;
  // Half of a pair may be left behind by the cut: as bytes it becomes U+FFFD.
  return Buffer.from(text.slice(0, length).replaceAll('\u0000', '')).toString();
}
