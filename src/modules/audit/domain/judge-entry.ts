import type { AuditDigests, CanonicalEntry, EntryDigest } from './audit-digests.js';
import type { Finding } from './audit-report.js';

/** A digest beside the entry that it was made of; null when that is gone. */
export interface SealedEntry {
  readonly digest: EntryDigest;
  readonly entry: CanonicalEntry | null;
}

/** What a digest says about its entry. */
export interface Judgement {
  readonly finding: Finding | null;
  /** Personal data were taken out of the entry. */
  readonly isErased: boolean;
  /** The digest is of an earlier state: only who, when and what can be compared. */
  readonly isSuperseded: boolean;
}

/** Compares an entry as it is now with what was sealed. */
export function judgeEntry({ digest, entry }: SealedEntry, digests: AuditDigests): Judgement {
  if (entry === null) {
    const message = `Entry ${digest.seq} (id ${digest.audit_id}) was sealed and is gone.`;
    return verdict(finding('entry_deleted', digest, message), false, false);
  }
  const isErased = entry.erased !== null;
  const isSuperseded = isLater(entry.erased, digest.erased);
  const name = `Entry ${digest.seq} (${entry.table_name} ${entry.row_id ?? ''}, ${entry.action})`;
  if (digests.frameOf(entry) !== digest.frame) {
    const message = `${name} was changed: it no longer says who did what and when as it was sealed.`;
    return verdict(finding('entry_changed', digest, message), isErased, isSuperseded);
  }
  if (isSuperseded) return verdict(null, isErased, true);
  if (entry.erased !== digest.erased || digests.digestOf(entry) !== digest.digest) {
    const message = `${name} was changed: its contents are not those that were sealed.`;
    return verdict(finding('entry_changed', digest, message), isErased, false);
  }
  return verdict(null, isErased, false);
}

function isLater(now: string | null, sealed: string | null): boolean {
  if (now === null) return false;
  return sealed === null || BigInt(now) > BigInt(sealed);
}

function verdict(found: Finding | null, isErased: boolean, isSuperseded: boolean): Judgement {
  return { finding: found, isErased, isSuperseded };
}

function finding(kind: Finding['kind'], { seq, audit_id }: EntryDigest, message: string): Finding {
  return { kind, message, seq, auditId: audit_id };
}
