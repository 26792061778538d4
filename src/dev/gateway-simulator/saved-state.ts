import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';

type Collection = Map<unknown, unknown> | Set<unknown> | unknown[];

const EVERY_MS = 5_000;

/** Keeps what the gateways remember in a file, so that a payment of yesterday can be given back today. */
export class SavedState {
  private timer: NodeJS.Timeout | null = null;
  private savedAt = -1;

  /**
   * @param parts objects whose maps, sets and lists are kept, by name
   * @param version a number that changes when something may have changed
   */
  constructor(
    private readonly file: string,
    private readonly parts: Readonly<Record<string, object>>,
    private readonly version: () => number,
  ) {}

  /** Fills the parts with what was kept; a file that cannot be read is as good as none. */
  load(): void {
    const saved = existsSync(this.file) ? read(this.file) : null;
    for (const [name, part] of Object.entries(this.parts)) {
      const contents = saved?.[name] ?? {};
      for (const [field, collection] of collectionsOf(part)) refill(collection, contents[field]);
    }
    this.timer = setInterval(() => this.save(), EVERY_MS).unref();
  }

  save(): void {
    const version = this.version();
    if (version === this.savedAt) return;
    this.savedAt = version;
    const contents = Object.entries(this.parts).map(([name, part]) => [
      name,
      Object.fromEntries(collectionsOf(part)),
    ]);
    // Whole or not at all.
    const fresh = `${this.file}.new`;
    writeFileSync(fresh, serialize(Object.fromEntries(contents)), { mode: 0o600 });
    renameSync(fresh, this.file);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.savedAt = -1;
    this.save();
  }
}

function collectionsOf(part: object): [string, Collection][] {
  return Object.entries(part).filter(
    (entry): entry is [string, Collection] =>
      entry[1] instanceof Map || entry[1] instanceof Set || Array.isArray(entry[1]),
  );
}

function refill(collection: Collection, saved: Collection | undefined): void {
  if (collection instanceof Map && saved instanceof Map) {
    for (const [key, value] of saved) collection.set(key, value);
  } else if (collection instanceof Set && saved instanceof Set) {
    for (const value of saved) collection.add(value);
  } else if (Array.isArray(collection) && Array.isArray(saved)) {
    collection.push(...saved);
  }
}

function read(file: string): Record<string, Record<string, Collection>> | null {
  try {
    return deserialize(readFileSync(file)) as Record<string, Record<string, Collection>>;
  } catch {
    return null;
  }
}
