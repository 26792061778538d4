import { readFile } from 'node:fs/promises';
import { runCommand } from './run-command.js';

/** Where the shop of the tour listens. */
export interface TourTarget {
  /** Of the API, without a path. */
  readonly url: string;
  /** Of the mail inbox. */
  readonly inbox: string;
}

/** What the tour printed, and whether it ended with a paid order. */
export interface TourResult {
  readonly isPaid: boolean;
  readonly output: string;
}

const API = 'http://127.0.0.1:3000';
const INBOX = 'http://127.0.0.1:8025';

/** The shell lines below the heading "The tour" of a README. Throws when there are none. */
export function tourOf(readme: string): string {
  const block = /^## The tour$[\s\S]*?^```sh\n([\s\S]*?)^```$/m.exec(readme)?.[1];
  if (block === undefined) throw new Error('The README has no shell lines under "The tour"');
  return block;
}

/** Lines of a document as they stand, but for the addresses of shop and inbox. */
export function atShop(lines: string, target: TourTarget): string {
  return lines.replaceAll(API, target.url).replaceAll(INBOX, target.inbox.replace(/\/$/, ''));
}

/** Runs the lines of the README as they stand, but for the two addresses. */
export async function runTour(readmeFile: string, target: TourTarget): Promise<TourResult> {
  const lines = atShop(tourOf(await readFile(readmeFile, 'utf8')), target);
  const { code, output } = await runCommand('bash', ['-euo', 'pipefail', '-c', lines]);
  return { isPaid: code === 0 && output.trimEnd().endsWith('confirmed'), output };
}
