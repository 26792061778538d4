import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ExportFilters, ExportFormat, ExportKind, ExportView } from '../transfers.types.js';
import * as sql from './exports.sql.js';

/** An export with what only its worker needs. */
export interface ExportRow extends ExportView, TimePosition {
  readonly header: readonly string[] | null;
  readonly readUntil: string | null;
  readonly parts: number;
}

/** A piece of a file, and where the next one begins. */
export interface NewPart {
  readonly content: string;
  readonly rows: number;
  readonly readUntil: string | null;
  readonly header: readonly string[] | null;
  readonly workedMs: number;
}

/** Days for which a file can be fetched. */
export const EXPORT_DAYS = 7;

/** Exports and their encrypted pieces. */
@Injectable()
export class FileExportsRepository {
  constructor(
    private readonly db: Db,
    private readonly cipher: FieldCipher,
  ) {}

  async insert(
    tx: Tx,
    requestedBy: string | null,
    asked: { kind: ExportKind; format: ExportFormat; filters: ExportFilters },
  ): Promise<ExportRow> {
    const values = [requestedBy, asked.kind, asked.format, JSON.stringify(asked.filters)];
    const [row] = await namedQuery<ExportRow>(tx, sql.INSERT, values);
    if (!row) throw new Error('The statement gave no row');
    return row;
  }

  async countRunning(tx: Tx): Promise<number> {
    const [row] = await namedQuery<{ n: number }>(tx, sql.COUNT_RUNNING);
    return row?.n ?? 0;
  }

  async find(id: string, kinds: readonly ExportKind[]): Promise<ExportRow | null> {
    const [row] = await this.db.query<ExportRow>(sql.FIND, [id, kinds]);
    return row ?? null;
  }

  /** Newest first. */
  async list(
    kinds: readonly ExportKind[],
    limit: number,
    after: TimePosition | null,
  ): Promise<ExportRow[]> {
    const values = [kinds, limit, after?.at ?? null, after?.id ?? null];
    return this.db.query<ExportRow>(sql.LIST, values);
  }

  /** @returns null when another run has it or it is done */
  async take(tx: Tx, id: string, leaseId: string, seconds: number): Promise<ExportRow | null> {
    const [row] = await namedQuery<ExportRow>(tx, sql.TAKE, [id, leaseId, seconds]);
    return row ?? null;
  }

  /** @returns false when another run has it or it was taken away: stop */
  async addPart(
    tx: Tx,
    id: string,
    leaseId: string,
    part: NewPart & { readonly leaseSeconds: number },
  ): Promise<boolean> {
    const partId = randomUUID();
    const added = await namedQuery(tx, sql.ADD_PART, [
      id,
      leaseId,
      part.leaseSeconds,
      partId,
      this.cipher.encrypt(part.content, placeOf(partId)),
      part.rows,
      Buffer.byteLength(part.content),
      part.readUntil,
      part.header === null ? null : JSON.stringify(part.header),
      part.workedMs,
    ]);
    return added.length > 0;
  }

  async finish(tx: Tx, id: string, leaseId: string): Promise<void> {
    await namedQuery(tx, sql.FINISH, [id, leaseId, EXPORT_DAYS]);
  }

  async letGo(tx: Tx, id: string, leaseId: string): Promise<void> {
    await namedQuery(tx, sql.LET_GO, [id, leaseId]);
  }

  /** Counts a download; null when the file is not there (any more). */
  async open(tx: Tx, id: string, kinds: readonly ExportKind[]): Promise<ExportRow | null> {
    const [row] = await namedQuery<ExportRow>(tx, sql.OPEN, [id, kinds]);
    return row ?? null;
  }

  /** The file in clear text, piece by piece; ends early when it is taken away meanwhile. */
  async *read(id: string): AsyncGenerator<string> {
    for (let part = 0; ; part += 1) {
      const [row] = await this.db.query<{ id: string; content: string }>(sql.READ_PART, [id, part]);
      if (!row) return;
      yield this.cipher.decrypt(row.content, placeOf(row.id));
    }
  }

  /** Takes away files whose time is over. */
  async expire(tx: Tx): Promise<void> {
    await namedQuery(tx, sql.EXPIRE);
    await namedQuery(tx, sql.DROP_PARTS);
  }
}

function placeOf(partId: string): string {
  return `export_parts.content:${partId}`;
}
