import type { FileLayout, RowError } from '../transfers.types.js';
import { BadCell } from './cells.js';
import { type Draft, type DraftVariant, newDraft, newVariant } from './draft.js';

/** Where a cell goes; `match` has the groups of the column's pattern. */
type Take = (
  to: { readonly draft: Draft; readonly variant: DraftVariant },
  text: string,
  match: readonly string[],
) => void;

/** What the columns of one name mean. */
export interface Column {
  /** A name in small letters, or a pattern of the name as it stands in the file. */
  readonly name: string | RegExp;
  /** `product`: counts in the first row of a product, later rows may repeat it. */
  readonly of: 'product' | 'variant';
  readonly take: Take;
  /** Where a refusal of the catalogue points to, the number of a variant as a star. */
  readonly pointer?: string;
}

const MAX_KNOWN = 1_000;

/** One way to write files: its columns, and what is done when all rows of a product are there. */
export interface Format {
  readonly columns: readonly Column[];
  /** Names that are known and left out, with the sentence that says why. */
  readonly skipped?: readonly { readonly name: RegExp; readonly note: string }[];
  /** One of these is needed in each file. */
  readonly needs: readonly (readonly string[])[];
  /** The product that a row is about; rows without one are products of their own. */
  readonly keyOf: (cell: (name: string) => string | undefined) => string;
  /** Whether a row is about a variant; else about its product alone. */
  readonly isVariant: (cell: (name: string) => string | undefined) => boolean;
  /** A row that names no product is one more of the product above it. */
  readonly continues?: true;
  /** Blanks around values mean nothing: such files are written in columns. */
  readonly trims?: true;
  readonly finish?: (draft: Draft) => void;
}

/** Cells of a row by the names of their columns as they stand in the file. */
export type Cells = ReadonlyMap<string, string>;

interface Resolved {
  readonly column: Column;
  readonly match: readonly string[];
}

/** Reads the rows of a file by the names in its header. */
export class RowMapper {
  private readonly known = new Map<string, Resolved | null>();
  private lastKey: string | null = null;

  constructor(private readonly format: Format) {}

  /** Whether blanks around values mean nothing. */
  get trims(): boolean {
    return this.format.trims ?? false;
  }

  /** What is to be said about a header. @throws BadCell when what is needed is missing */
  layoutOf(header: readonly string[], delimiter: string): FileLayout {
    const names = header.map(normal);
    const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw new BadCell('transfers.column_twice', `The column "${twice}" is there twice`);
    }
    for (const choice of this.format.needs) {
      if (choice.some((name) => names.includes(name))) continue;
      const asked = choice.map((name) => `"${name}"`).join(' or ');
      throw new BadCell('transfers.column_missing', `There is no column ${asked} in the first row`);
    }
    const skipped = this.format.skipped ?? [];
    const notes = skipped.filter(({ name }) => header.some((text) => this.isLeftOut(name, text)));
    return {
      delimiter,
      header,
      unknown: this.unknownOf(header),
      notes: [...new Set(notes.map(({ note }) => note))],
      lastRow: 0,
    };
  }

  /** Names that mean nothing here. */
  unknownOf(header: readonly string[]): string[] {
    const skipped = this.format.skipped ?? [];
    return header.filter((text) => {
      if (text.trim() === '' || this.resolve(text) !== null) return false;
      return !skipped.some(({ name }) => name.test(text.trim()));
    });
  }

  private isLeftOut(name: RegExp, text: string): boolean {
    return name.test(text.trim()) && this.resolve(text) === null;
  }

  /** The product that a row is about. */
  keyOf(cells: Cells, row: number): string {
    const key = this.format.keyOf(reader(cells)).trim();
    if (key === '' && this.format.continues && this.lastKey !== null) return this.lastKey;
    this.lastKey = key === '' ? `row ${row}` : key;
    return this.lastKey;
  }

  /** Adds a row to its product, or begins one. */
  add(known: Draft | undefined, key: string, cells: Cells, row: number): Draft {
    const draft = known ?? newDraft(key, row);
    const isFirst = draft.row === row;
    draft.rows.push(row);
    const variant = newVariant(row, cells);
    const hasVariant = this.format.isVariant(reader(cells));
    for (const [name, text] of cells) {
      const resolved = this.resolve(name);
      if (!resolved) continue;
      if (resolved.column.of === 'variant') {
        if (hasVariant) this.take(draft, variant, { name, text, row, resolved });
      } else if (isFirst) {
        draft.firstTexts.set(normal(name), text);
        this.take(draft, variant, { name, text, row, resolved });
      } else if (text !== '' && text !== draft.firstTexts.get(normal(name))) {
        const message = `Row ${draft.row} of the same product says something else`;
        draft.errors.push(errorOf(row, name, 'transfers.rows_differ', message, text));
      }
    }
    if (hasVariant) draft.variants.push(variant);
    return draft;
  }

  /** When all of its rows are there. */
  finish(draft: Draft): void {
    try {
      this.format.finish?.(draft);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      draft.errors.push(errorOf(draft.row, null, error.code, error.message, null));
    }
  }

  /** The column that a pointer into the saved product speaks of. */
  columnAt(pointer: string): string | null {
    const general = pointer.replace(/^\/variants\/\d+/, '/variants/*');
    for (const [name, resolved] of this.known) {
      const wanted = resolved?.column.pointer;
      if (wanted !== undefined && (general === wanted || general.startsWith(`${wanted}/`))) {
        return name;
      }
    }
    return null;
  }

  private take(
    draft: Draft,
    variant: DraftVariant,
    cell: { name: string; text: string; row: number; resolved: Resolved },
  ): void {
    try {
      cell.resolved.column.take({ draft, variant }, cell.text, cell.resolved.match);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      const { row, name, text } = cell;
      draft.errors.push(errorOf(row, name, error.code, error.message, text));
    }
  }

  private resolve(name: string): Resolved | null {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const found = this.find(name.trim());
    // Keys of JSON rows may be anything: what is remembered must not grow with them.
    if (this.known.size < MAX_KNOWN) this.known.set(name, found);
    return found;
  }

  private find(name: string): Resolved | null {
    for (const column of this.format.columns) {
      if (typeof column.name === 'string') {
        if (normal(name) === column.name) return { column, match: [] };
        continue;
      }
      const match = column.name.exec(name);
      if (match) return { column, match: match.slice(1).map((group) => group ?? '') };
    }
    return null;
  }
}

/** How names are compared. */
export function normal(name: string): string {
  return name.trim().toLowerCase();
}

function reader(cells: Cells): (name: string) => string | undefined {
  return (wanted) => {
    const direct = cells.get(wanted);
    if (direct !== undefined) return direct;
    for (const [name, text] of cells) if (normal(name) === wanted) return text;
    return undefined;
  };
}

export function errorOf(
  row: number,
  column: string | null,
  code: string,
  message: string,
  value: string | null,
): RowError {
  return { row, column, code, message, value };
}
