import { createHmac } from 'node:crypto';

/** An audit entry as PostgreSQL spells it: times in microseconds since 1970, contents as `jsonb` prints them. */
export interface CanonicalEntry {
  readonly id: string;
  readonly seq: string;
  readonly created: string;
  readonly table_name: string;
  readonly row_id: string | null;
  readonly action: string;
  readonly actor_id: string | null;
  readonly on_behalf_of: string | null;
  readonly api_key_id: string | null;
  readonly request_id: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** When personal data were taken out of it. */
  readonly erased: string | null;
}

/** The digests of one state of an entry, in hexadecimal. */
export interface EntryDigest {
  readonly audit_id: string;
  readonly seq: string;
  readonly created: string;
  readonly erased: string | null;
  readonly frame: string;
  readonly digest: string;
}

/** What a seal says besides its entries. */
export interface SealFacts {
  /** Digest of the seal before; null for the first. */
  readonly previous: string | null;
  readonly first_seq: string;
  readonly last_seq: string;
  readonly row_count: number;
  readonly horizon_seq: string;
  readonly snapshot_end: string;
  readonly settled_seq: string | null;
  /** When it was made, in microseconds since 1970. */
  readonly created: string;
}

const FRAME_HEX = 32;

/**
 * The keyed digests of the audit log. Each is an HMAC-SHA-256 over a JSON array, so that no two
 * different things read alike. Whoever has the database but not the key can make none.
 */
export class AuditDigests {
  constructor(private readonly key: string) {}

  /** Over who, when and what, but not the contents: the same before and after an erasure. */
  frameOf(entry: CanonicalEntry): string {
    return this.hmac('frame', frameFields(entry)).slice(0, FRAME_HEX);
  }

  /** Over everything the entry says in its present state. */
  digestOf(entry: CanonicalEntry): string {
    const { before, after, erased } = entry;
    return this.hmac('entry', [...frameFields(entry), erased, before, after]);
  }

  /** Both, as they are stored. */
  sealEntry(entry: CanonicalEntry): EntryDigest {
    const { id, seq, created, erased } = entry;
    const frame = this.frameOf(entry);
    return { audit_id: id, seq, created, erased, frame, digest: this.digestOf(entry) };
  }

  /** Over the seal before, the facts of this one and its digests in the order of their numbers. */
  sealDigestOf(facts: SealFacts, digests: readonly EntryDigest[]): string {
    return this.hmac('seal', [
      facts.previous,
      facts.first_seq,
      facts.last_seq,
      facts.row_count,
      facts.horizon_seq,
      facts.snapshot_end,
      facts.settled_seq,
      facts.created,
      digests.map(({ audit_id, seq, created, erased, frame, digest }) => {
        return [audit_id, seq, created, erased, frame, digest];
      }),
    ]);
  }

  private hmac(purpose: string, content: readonly unknown[]): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([`eshop audit ${purpose}`, ...content]))
      .digest('hex');
  }
}

function frameFields(entry: CanonicalEntry): readonly (string | null)[] {
  return [
    entry.id,
    entry.seq,
    entry.created,
    entry.table_name,
    entry.row_id,
    entry.action,
    entry.actor_id,
    entry.on_behalf_of,
    entry.api_key_id,
    entry.request_id,
  ];
}
