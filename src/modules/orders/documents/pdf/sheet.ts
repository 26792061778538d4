import PDFDocument from 'pdfkit';
import { type FontName, openFont } from './fonts.js';
import { type FontRun, fontRuns, type Measure, visualWords, wrapText } from './text-lines.js';

/** Points (1/72 inch) of an A4 page. */
const PAGE = { width: 595, height: 842, margin: 48, footer: 60 } as const;
const LEADING = 1.35;

/** Fonts to write in; the third one is for letters that these lack. */
export type Font = Exclude<FontName, 'fallback'>;

/** A column of a table: its share of the width, and the side its text keeps to. */
export interface TableColumn {
  readonly title: string;
  readonly share: number;
  readonly align?: 'right';
}

export interface TextStyle {
  readonly font?: Font;
  readonly size?: number;
}

interface FontMeasure extends Measure {
  runs(text: string): FontRun[];
}

/** What a document is called, and the time it bears. */
export interface SheetInfo {
  readonly title: string;
  readonly issuedAt: Date;
}

/**
 * Pages that are written from top to bottom. Nothing in them depends on the clock, on chance or on
 * the machine: the same calls make the same bytes.
 */
export class Sheet {
  /** Width that texts and tables share, in points. */
  readonly width = PAGE.width - 2 * PAGE.margin;
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private y: number = PAGE.margin;

  constructor(private readonly info: SheetInfo) {
    this.document = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margin: 0,
      bufferPages: true,
      // None of its own: the standard ones know no Vietnamese, and reading them takes longer than a page.
      font: '',
      // The identifier of the file is a digest of these; left out, the time of day would be in it.
      info: { Title: info.title, Producer: 'eshop', Creator: 'eshop', CreationDate: info.issuedAt },
    });
    this.document.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  /** A paragraph over the whole width, or the left part of it. */
  text(text: string, style: TextStyle = {}, width = this.width): void {
    const size = style.size ?? 9;
    for (const line of this.lines(text, width, style)) {
      this.room(size * LEADING);
      this.draw(line, PAGE.margin, this.y, style);
      this.y += size * LEADING;
    }
  }

  /** Two columns of short paragraphs that begin at the same height. */
  pair(left: readonly string[], right: readonly string[], style: TextStyle = {}): void {
    const size = style.size ?? 9;
    const half = this.width / 2 - 12;
    const columns = [left, right].map((texts) =>
      texts.flatMap((text) => this.lines(text, half, style)),
    );
    const rows = Math.max(...columns.map((lines) => lines.length));
    for (let row = 0; row < rows; row += 1) {
      this.room(size * LEADING);
      columns.forEach((lines, column) => {
        const x = PAGE.margin + column * (this.width / 2 + 12);
        this.draw(lines[row] ?? '', x, this.y, style);
      });
      this.y += size * LEADING;
    }
  }

  gap(points: number): void {
    this.y += points;
  }

  /** Rows under their titles, which stand again at the top of each further page. */
  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
    this.titles(columns);
    for (const row of rows) {
      const cells = columns.map((column, index) =>
        this.lines(row[index] ?? '', this.widthOf(column), { size: 8 }),
      );
      const height = Math.max(...cells.map((lines) => lines.length)) * 8 * LEADING + 4;
      if (this.room(Math.min(height, PAGE.height / 2))) this.titles(columns);
      this.cells(columns, cells);
    }
    this.rule();
  }

  /** Sums at the right side: what, and how much. The last one is the one that counts. */
  sums(rows: readonly (readonly [string, string])[]): void {
    rows.forEach(([label, amount], index) => {
      const style: TextStyle = { font: index === rows.length - 1 ? 'bold' : 'regular', size: 9 };
      this.room(9 * LEADING);
      const right = PAGE.margin + this.width;
      this.draw(label, PAGE.margin + this.width / 2, this.y, style);
      this.draw(amount, right - this.measure(style).width(amount), this.y, style);
      this.y += 9 * LEADING;
    });
  }

  /** The finished file, with the number of each page below it. */
  async finish(): Promise<Buffer> {
    const { count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.document.switchToPage(page);
      const y = PAGE.height - PAGE.footer + 20;
      this.draw(`${this.info.title} · ${page + 1} / ${count}`, PAGE.margin, y, { size: 7 });
    }
    const ended = new Promise<void>((done, failed) => {
      this.document.on('end', () => {
        done();
      });
      this.document.on('error', failed);
    });
    this.document.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private titles(columns: readonly TableColumn[]): void {
    const style: TextStyle = { font: 'bold', size: 8 };
    const cells = columns.map((column) => this.lines(column.title, this.widthOf(column), style));
    this.cells(columns, cells, style);
    this.rule();
    this.y += 3;
  }

  /** Line by line, so that even a cell that is higher than a page is written to its end. */
  private cells(
    columns: readonly TableColumn[],
    cells: readonly (readonly string[])[],
    style: TextStyle = { size: 8 },
  ): void {
    const rows = Math.max(...cells.map((lines) => lines.length));
    for (let row = 0; row < rows; row += 1) {
      if (this.room(8 * LEADING) && style.font !== 'bold') this.titles(columns);
      let x: number = PAGE.margin;
      columns.forEach((column, index) => {
        const text = cells[index]?.[row] ?? '';
        const width = this.widthOf(column);
        const space = column.align === 'right' ? width - this.measure(style).width(text) : 0;
        this.draw(text, x + space, this.y, style);
        x += column.share * this.width;
      });
      this.y += 8 * LEADING;
    }
    this.y += 4;
  }

  private widthOf(column: TableColumn): number {
    return column.share * this.width - 6;
  }

  private rule(): void {
    const right = PAGE.margin + this.width;
    this.document.moveTo(PAGE.margin, this.y).lineTo(right, this.y).lineWidth(0.5).stroke();
    this.y += 2;
  }

  /** @returns true when it began a new page, for the rest had no room for so many points */
  private room(points: number): boolean {
    if (this.y + points <= PAGE.height - PAGE.footer) return false;
    this.document.addPage();
    this.y = PAGE.margin;
    return true;
  }

  private lines(text: string, width: number, style: TextStyle): string[] {
    return wrapText(text, width, this.measure(style));
  }

  /** Sets the font that is written in from here on. */
  private use(name: FontName, size: number): void {
    // An opened font is taken as it is (PDFFontFactory.open); the types know of files only.
    this.document.font(openFont(name) as unknown as Buffer, name, size);
  }

  private measure({ font: name = 'regular', size = 9 }: TextStyle): FontMeasure {
    const font = openFont(name);
    const has = (codePoint: number): boolean => font.hasGlyphForCodePoint(codePoint);
    return {
      width: (part) => {
        const widths = fontRuns(part, has).map((run) => {
          this.use(run.isLacking ? 'fallback' : name, size);
          return this.document.widthOfString(run.text);
        });
        return widths.reduce((sum, width) => sum + width, 0);
      },
      has: (codePoint) => has(codePoint) || openFont('fallback').hasGlyphForCodePoint(codePoint),
      runs: (part) => fontRuns(part, has),
    };
  }

  private draw(line: string, x: number, y: number, style: TextStyle): void {
    const measure = this.measure(style);
    const space = measure.width(' ');
    let at = x;
    for (const word of visualWords(line)) {
      for (const { text, isLacking } of measure.runs(word)) {
        const width = measure.width(text);
        this.use(isLacking ? 'fallback' : (style.font ?? 'regular'), style.size ?? 9);
        if (text !== '') this.document.text(text, at, y, { lineBreak: false });
        at += width;
      }
      at += space;
    }
  }
}
