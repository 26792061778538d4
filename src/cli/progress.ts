const EVERY_MS = 1_000;

/** A line on standard error that says how far something is: rewritten in a terminal, else one a second. */
export class Progress {
  private readonly begun = Date.now();
  private told = 0;

  /** @param rows done since the beginning @param wrong of them, where that is known */
  show(rows: number, wrong?: number): void {
    if (Date.now() - this.told < EVERY_MS) return;
    this.told = Date.now();
    this.write(rows, wrong);
  }

  /** The last word, however soon after the one before. */
  end(rows: number, wrong?: number): void {
    this.write(rows, wrong);
    if (process.stderr.isTTY) process.stderr.write('\n');
  }

  private write(rows: number, wrong?: number): void {
    const seconds = Math.max(0.001, (Date.now() - this.begun) / 1_000);
    const errors = wrong === undefined ? '' : `${wrong} wrong, `;
    const line = `${rows} rows, ${errors}${Math.round(rows / seconds)} rows/s`;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }
}
