import { BadCell } from '../domain/cells.js';
import { type Cells, errorOf, type RowMapper } from '../domain/columns.js';
import type { Draft } from '../domain/draft.js';
import { cellsOfLine } from '../formats/json-cells.js';
import type { RowError } from '../transfers.types.js';
import { type FileRow, namedCells } from './file-rows.js';

/** Rows of a batch; a product whose rows go on may make it longer. */
const ROWS = 500;
const MAX_ROWS = 1_000;

/** Rows that are saved in one transaction. */
export interface Batch {
  readonly drafts: Draft[];
  /** Rows that could not be read at all. */
  readonly errors: RowError[];
  /** Rows in it, the unreadable ones too. */
  rows: number;
  /** Where the next batch begins. */
  end: number;
  lastRow: number;
  /** Keys of its JSON rows. */
  readonly names: Set<string>;
}

/** Puts rows together that are about one product, and as many products as one transaction takes. */
export async function* batchesOf(
  rows: AsyncIterable<FileRow>,
  mapper: RowMapper,
  header: readonly string[],
): AsyncGenerator<Batch> {
  let batch = newBatch();
  let byKey = new Map<string, Draft>();
  let lastKey = '';
  for await (const row of rows) {
    const { cells, error } = cellsOf(row, header);
    const key = cells[0] ? mapper.keyOf(cells[0], row.number) : lastKey;
    const isFull = batch.rows >= MAX_ROWS || (batch.rows >= ROWS && key !== lastKey);
    if (isFull) {
      yield finished(batch, mapper);
      batch = newBatch();
      byKey = new Map();
    }
    if (error) batch.errors.push(error);
    for (const each of cells) {
      if (row.line !== undefined) note(batch.names, each);
      const known = byKey.get(key);
      const draft = mapper.add(known, key, each, row.number);
      if (!known) batch.drafts.push(draft);
      byKey.set(key, draft);
    }
    if (error || cells.length > 0) batch.rows += 1;
    batch.end = row.end;
    batch.lastRow = row.number;
    lastKey = key;
  }
  if (batch.lastRow > 0) yield finished(batch, mapper);
}

function newBatch(): Batch {
  return { drafts: [], errors: [], rows: 0, end: 0, lastRow: 0, names: new Set() };
}

function finished(batch: Batch, mapper: RowMapper): Batch {
  for (const draft of batch.drafts) mapper.finish(draft);
  return batch;
}

/** No cells when there is nothing in the row, or when it cannot be read. */
function cellsOf(
  row: FileRow,
  header: readonly string[],
): { readonly cells: Cells[]; readonly error: RowError | null } {
  try {
    return { cells: read(row, header), error: null };
  } catch (error) {
    if (!(error instanceof BadCell)) throw error;
    const { code, message } = error;
    return { cells: [], error: errorOf(row.number, null, code, message, row.line ?? null) };
  }
}

function read(row: FileRow, header: readonly string[]): Cells[] {
  if (row.line !== undefined) return row.line.trim() === '' ? [] : cellsOfLine(row.line);
  const texts = row.cells ?? [];
  if (texts.every((text) => text.trim() === '')) return [];
  return [namedCells(header, texts)];
}

const MAX_NAMES = 500;

function note(names: Set<string>, cells: Cells): void {
  for (const name of cells.keys()) if (names.size < MAX_NAMES) names.add(name);
}
