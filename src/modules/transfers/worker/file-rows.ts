import { CsvError, type Info, type Options, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { type ImportsRepository } from '../data/imports.repository.js';
import { BadCell } from '../domain/cells.js';
import { openCell } from '../../../common/csv-cell.js';
import { FileUnreadable } from '../transfers.errors.js';

/** Bytes of one row at most: a quote that nobody closed must not swallow the file. */
const MAX_ROW_BYTES = 1024 * 1024;
const DELIMITERS = [',', ';', '\t', '|'];
const NEWLINE = 10;

/** A row as it stands in the file. */
export interface FileRow {
  /** As a spreadsheet counts, the header is row 1; a line of JSON counts from 1. */
  readonly number: number;
  /** Where the next row begins. */
  readonly end: number;
  /** Cells of a CSV file. */
  readonly cells?: readonly string[];
  /** A line of a JSONL file. */
  readonly line?: string;
}

/** Where reading begins: the end of a row that is done. */
export interface Position {
  readonly byte: number;
  /** Number of the row that is done; 0 at the beginning. */
  readonly row: number;
}

/** Reads the pieces of a file as rows; never more than a few pieces of it are in memory. */
export class FileRows {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly importId: string,
  ) {}

  /** The character between two values of the first row. */
  async delimiter(): Promise<string> {
    const first = await this.imports.readChunk(this.importId, 0);
    return delimiterOf(first?.content.toString('utf8') ?? '');
  }

  /**
   * Rows of a CSV file.
   *
   * @throws FileUnreadable at a row that does not end
   */
  async *csv(
    from: Position,
    {
      delimiter,
      trim = false,
    }: { readonly delimiter: string; readonly trim?: boolean | undefined },
  ): AsyncGenerator<FileRow> {
    const options: Options = {
      delimiter,
      trim,
      bom: from.byte === 0,
      info: true,
      relax_column_count: true,
      // A quote in the middle of a text is a quote; one at its beginning must be closed.
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_BYTES,
      record_delimiter: ['\r\n', '\n', '\r'],
    };
    const parser = Readable.from(this.bytes(from.byte), { objectMode: false }).pipe(parse(options));
    let number = from.row;
    try {
      for await (const parsed of parser as AsyncIterable<{ record: string[]; info: Info }>) {
        number += 1;
        const cells = parsed.record.map(openCell);
        yield { number, end: from.byte + parsed.info.bytes, cells };
      }
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const what = 'begins a quoted value that does not end, or is longer than 1 MB';
      throw new FileUnreadable(`Row ${number + 1} ${what}`, { row: number + 1 });
    } finally {
      parser.destroy();
    }
  }

  /** Lines of a JSONL file. @throws FileUnreadable at a line that does not end */
  async *jsonl(from: Position): AsyncGenerator<FileRow> {
    let waiting: Buffer = Buffer.alloc(0);
    let byte = from.byte;
    let number = from.row;
    for await (const piece of this.bytes(from.byte)) {
      waiting = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
      for (;;) {
        const end = waiting.indexOf(NEWLINE);
        if (end < 0) break;
        number += 1;
        byte += end + 1;
        yield { number, end: byte, line: lineOf(waiting.subarray(0, end)) };
        waiting = waiting.subarray(end + 1);
      }
      if (waiting.length > MAX_ROW_BYTES) {
        throw new FileUnreadable(`Line ${number + 1} is longer than 1 MB`, { row: number + 1 });
      }
    }
    if (waiting.length > 0) {
      yield { number: number + 1, end: byte + waiting.length, line: lineOf(waiting) };
    }
  }

  private async *bytes(from: number): AsyncGenerator<Buffer> {
    for (let byte = from; ;) {
      const chunk = await this.imports.readChunk(this.importId, byte);
      if (!chunk) return;
      yield byte === chunk.startByte
        ? chunk.content
        : chunk.content.subarray(byte - chunk.startByte);
      byte = chunk.startByte + chunk.content.length;
    }
  }
}

/** The one that is there most often outside of quotes in the first line. */
export function delimiterOf(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') break;
    else if (counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best = [',', 0]] = [...counts].sort(([, a], [, b]) => b - a);
  return best[1] === 0 ? ',' : best[0];
}

function lineOf(bytes: Buffer): string {
  return bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '');
}

/** Cells under the names of their columns. @throws BadCell when there are more cells than names */
export function namedCells(
  header: readonly string[],
  cells: readonly string[],
): Map<string, string> {
  if (cells.slice(header.length).some((text) => text !== '')) {
    const code = 'transfers.too_many_values';
    throw new BadCell(code, `The row has ${cells.length} values, the first row ${header.length}`);
  }
  const named = new Map<string, string>();
  header.forEach((name, index) => {
    const text = cells[index];
    // A row that ends early says nothing about the rest.
    if (name.trim() !== '' && text !== undefined) named.set(name, text);
  });
  return named;
}
