import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A real request that went well, as far as it can be shown. */
export interface RecordedRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: unknown;
}

/** A real answer. Without a `body` it had none, or one that nobody can read. */
export interface RecordedAnswer {
  readonly type?: string;
  /** Names of the headers that mean something. */
  readonly headers?: readonly string[];
  readonly body?: unknown;
}

export interface RecordedOperation {
  readonly request: RecordedRequest;
  readonly answers: Readonly<Record<string, RecordedAnswer>>;
}

/** Operations by their ids, as one file holds them. */
export type RecordedFile = Readonly<Record<string, RecordedOperation>>;

/** What is known of one operation: what was recorded, then what people wrote down. */
export type Recordings = readonly RecordedOperation[];

/** One file for each tag. */
const FOLDER = new URL('examples/', import.meta.url);
/** For what cannot be had from the demo shop; several lines of one operation show further types. */
const BY_HAND = 'by-hand.json';

/** What `npm run openapi:examples` has kept, and what stands in by-hand.json, by operation id. */
export function readRecorded(): ReadonlyMap<string, Recordings> {
  const names = existsSync(FOLDER) ? readdirSync(fileURLToPath(FOLDER)).sort() : [];
  const all = new Map<string, RecordedOperation[]>();
  for (const name of names.filter((one) => one.endsWith('.json') && one !== BY_HAND)) {
    for (const [id, one] of Object.entries(read<RecordedFile>(name))) all.set(id, [one]);
  }
  if (!names.includes(BY_HAND)) return all;
  for (const [id, lines] of Object.entries(read<Record<string, Recordings>>(BY_HAND))) {
    all.set(id, [...(all.get(id) ?? []), ...lines]);
  }
  return all;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as T;
}
