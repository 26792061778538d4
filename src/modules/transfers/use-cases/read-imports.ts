import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { Db } from '../../../database/db.js';
import { ImportsRepository } from '../data/imports.repository.js';
import { guardCell } from '../../../common/csv-cell.js';
import { ImportNotFound } from '../transfers.errors.js';
import type { ImportKind, ImportView, RowError } from '../transfers.types.js';

const ERROR_BATCH = 1_000;
const MAX_POSITION = 2_147_483_647;

/** Shows imports and their errors to staff. */
@Injectable()
export class ReadImports {
  constructor(
    private readonly db: Db,
    private readonly imports: ImportsRepository,
  ) {}

  /** @throws InvalidCursor */
  async list(
    kinds: readonly ImportKind[],
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<ImportView>> {
    const after = cursor === undefined ? null : decodeTimeCursor(cursor);
    const rows = await this.imports.list(kinds, limit + 1, after);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }

  /** @throws ImportNotFound, also for one of another area. */
  async get(id: string, kinds: readonly ImportKind[]): Promise<ImportView> {
    const found = await this.imports.find(this.db, id, kinds);
    if (!found) throw new ImportNotFound();
    return found;
  }

  /** @throws ImportNotFound, InvalidCursor */
  async errors(
    id: string,
    kinds: readonly ImportKind[],
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<RowError>> {
    const after = cursor === undefined ? 0 : positionOf(cursor);
    await this.get(id, kinds);
    const rows = await this.imports.listErrors(id, after, limit + 1);
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ position }) => encodeCursor([position]),
    );
  }

  /** All of them as a CSV file, read as it is sent. @throws ImportNotFound */
  async errorsAsCsv(id: string, kinds: readonly ImportKind[]): Promise<Readable> {
    await this.get(id, kinds);
    const columns = ['row', 'column', 'code', 'message', 'value'];
    return Readable.from(this.allErrors(id)).pipe(stringify({ header: true, columns, bom: true }));
  }

  private async *allErrors(id: string): AsyncGenerator<(string | number | null)[]> {
    for (let after = 0; ;) {
      const rows = await this.imports.listErrors(id, after, ERROR_BATCH);
      for (const { row, column, code, message, value } of rows) {
        yield [row, guarded(column), code, guarded(message), guarded(value)];
      }
      const last = rows.at(-1);
      if (!last || rows.length < ERROR_BATCH) return;
      after = last.position;
    }
  }
}

function guarded(text: string | null): string | null {
  return text === null ? null : guardCell(text);
}

function positionOf(cursor: string): number {
  const [position] = decodeCursor(cursor, 1);
  const isFine = typeof position === 'number' && Number.isInteger(position);
  if (!isFine || position < 0 || position > MAX_POSITION) throw new InvalidCursor();
  return position;
}
