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

/** One file for each tag. */
const FOLDER = new URL('examples/', import.meta.url);

/** What `npm run openapi:examples` has kept, by operation id. */
export function readRecorded(): ReadonlyMap<string, RecordedOperation> {
  if (!existsSync(FOLDER)) return new Map();
  const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => name.endsWith('.json'));
  return new Map(files.sort().flatMap((name) => Object.entries(readExamples(name))));
}

function readExamples(name: string): RecordedFile {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as RecordedFile;
}
