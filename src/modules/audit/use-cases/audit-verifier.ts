import type { QueryResultRow } from 'pg';
import type { Statement } from '../../../database/statement.js';
import {
  ANCHOR,
  ERASED_WITHOUT_REASON,
  SCANNED_AT_ONCE,
  SEAL_BEFORE,
  SEALED_ENTRIES,
  SEALS_PAGE,
  UNSEALED_PAGE,
} from '../data/verify-statements.js';
import {
  AuditDigests,
  type CanonicalEntry,
  type EntryDigest,
  type SealFacts,
} from '../domain/audit-digests.js';
import { type AuditReport, ReportBuilder } from '../domain/audit-report.js';
import { Horizons } from '../domain/horizons.js';
import { judgeEntry, type SealedEntry } from '../domain/judge-entry.js';

export { type AuditReport, describeReport } from '../domain/audit-report.js';

/** Runs one statement; as the application, or as the owner on the command line. */
export type AuditQuery = <Row extends QueryResultRow>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<Row[]>;

/** Which part of the log to look at, and whom to tell how far it is. */
export interface VerifyOptions {
  /** Seals made, and entries written, from then on. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Digest of a seal that was noted earlier: without it the end of the chain was cut off. */
  readonly anchor?: string | undefined;
  readonly onProgress?: ((entries: number) => void) | undefined;
}

const SEALS_AT_ONCE = 50;
/** Entries in memory at once. */
const ENTRIES_AT_ONCE = 250;
const NIL = '00000000-0000-0000-0000-000000000000';

interface SealRow extends SealFacts {
  readonly id: string;
  readonly number: string;
  readonly digest: string;
}

interface EntryRow extends CanonicalEntry {
  readonly seal_id: string;
  readonly audit_id: string;
  readonly digest_seq: string;
  readonly digest_created: string;
  readonly digest_erased: string | null;
  readonly frame: string;
  readonly digest: string;
  /** No later state of the entry was sealed. */
  readonly is_newest: boolean;
}

interface UnsealedRow {
  readonly seen: number;
  readonly last_seq: string | null;
  readonly last_id: string | null;
  readonly waiting: number;
  readonly oldest: Date | null;
  readonly behind_count: number;
  readonly behind: readonly { id: string; seq: string; table: string; rowId: string | null }[];
}

/** Walks the whole chain in bounded memory and goes on after what it finds. */
export class AuditVerifier {
  private readonly digests: AuditDigests;
  private readonly report = new ReportBuilder();
  private readonly horizons = new Horizons();
  private readonly from: string;
  private readonly to: string;

  constructor(
    private readonly query: AuditQuery,
    key: string,
    private readonly options: VerifyOptions = {},
  ) {
    this.digests = new AuditDigests(key);
    this.from = options.from?.toISOString() ?? '-infinity';
    this.to = options.to?.toISOString() ?? 'infinity';
  }

  /** To be called once. */
  async verify(): Promise<AuditReport> {
    await this.walkSeals();
    await this.findAnchor();
    await this.findUnsealed();
    return this.report.build();
  }

  private async walkSeals(): Promise<void> {
    const [before] = await this.query<{ digest: string }>(SEAL_BEFORE, [this.from]);
    let previous = before?.digest ?? null;
    let after = '0';
    for (;;) {
      const page = await this.query<SealRow & QueryResultRow>(SEALS_PAGE, [
        after,
        this.from,
        this.to,
        SEALS_AT_ONCE,
      ]);
      const seals = withinBudget(page);
      const last = seals.at(-1);
      if (!last) return;
      const entries = await this.entriesOf(seals);
      for (const seal of seals) {
        this.judgeSeal(seal, previous, entries.get(seal.id) ?? []);
        previous = seal.digest;
      }
      await this.judgeErasures([...entries.values()].flat());
      after = last.number;
      this.report.lastSeal = last.digest;
      this.options.onProgress?.(this.report.entries);
    }
  }

  private async entriesOf(seals: readonly SealRow[]): Promise<Map<string, EntryRow[]>> {
    const ids = seals.map(({ id }) => id);
    const rows = await this.query<EntryRow & QueryResultRow>(SEALED_ENTRIES, [ids]);
    const bySeal = new Map<string, EntryRow[]>();
    for (const row of rows) {
      const known = bySeal.get(row.seal_id);
      if (known) known.push(row);
      else bySeal.set(row.seal_id, [row]);
    }
    return bySeal;
  }

  private judgeSeal(seal: SealRow, previous: string | null, rows: readonly EntryRow[]): void {
    const { report, digests } = this;
    report.seals += 1;
    const place = { seq: seal.first_seq, auditId: null };
    const name = `the seal of ${timeOf(seal.created)} (entries ${seal.first_seq} to ${seal.last_seq})`;
    if (seal.previous !== previous) {
      const message = `Before ${name} a seal is missing, added or in another place.`;
      report.add({ kind: 'chain_broken', message, ...place });
    }
    for (const row of rows) this.judgeRow(row);
    if (digests.sealDigestOf(seal, rows.map(digestOf)) !== seal.digest) {
      const message = `The facts or the digests of ${name} are not those that were sealed (${rows.length} of ${seal.row_count} digests are there).`;
      report.add({ kind: 'seal_changed', message, ...place });
    }
    this.horizons.note(seal.horizon_seq, seal.created);
  }

  private judgeRow(row: EntryRow): void {
    const { report } = this;
    const entry = sealedEntryOf(row);
    const { finding, isErased, isSuperseded } = judgeEntry(entry, this.digests);
    if (finding) report.add(finding);
    if (row.is_newest) {
      report.entries += 1;
      if (isErased) report.erased += 1;
      if (isSuperseded) report.erasedUnsealed += 1;
    }
    if (!finding && this.horizons.isDatedBack(row.seq, row.created)) {
      const message = `Entry ${row.seq} (${row.table_name} ${row.row_id ?? ''}) says it is of ${timeOf(row.created)}, but its number was given out later: it was inserted afterwards.`;
      report.add({ kind: 'entry_inserted', message, seq: row.seq, auditId: row.audit_id });
    }
  }

  /** An erasure has a person behind it who stands in the list of erasures. */
  private async judgeErasures(rows: readonly EntryRow[]): Promise<void> {
    const erased = rows.filter((row) => row.erased !== null);
    if (erased.length === 0) return;
    const found = await this.query<{ id: string }>(ERASED_WITHOUT_REASON, [
      erased.map(({ audit_id }) => audit_id),
      erased.map(({ digest_created }) => digest_created),
    ]);
    const unfounded = new Set(found.map(({ id }) => id));
    for (const row of erased) {
      if (!unfounded.delete(row.audit_id)) continue;
      const message = `Entry ${row.seq} (${row.table_name} ${row.row_id ?? ''}) counts as erased, but nobody of its was erased.`;
      const place = { seq: row.seq, auditId: row.audit_id };
      this.report.add({ kind: 'erased_without_reason', message, ...place });
    }
  }

  private async findAnchor(): Promise<void> {
    const { anchor } = this.options;
    if (anchor === undefined) return;
    const found = await this.query(ANCHOR, [anchor.toLowerCase()]);
    if (found.length > 0) return;
    const message = `No seal has the digest ${anchor}: the chain was cut off or made anew.`;
    this.report.add({ kind: 'chain_broken', message, seq: '0', auditId: null });
  }

  /** Entries that no seal covers: the tail that waits, and those that came after their seals. */
  private async findUnsealed(): Promise<void> {
    const { report } = this;
    let position: readonly [string, string] = ['0', NIL];
    for (;;) {
      const [page] = await this.query<UnsealedRow & QueryResultRow>(UNSEALED_PAGE, [
        ...position,
        this.from,
        this.to,
      ]);
      if (page?.last_seq === null || page?.last_id === null || page === undefined) return;
      position = [page.last_seq, page.last_id];
      report.unsealed += page.waiting;
      report.oldestUnsealed ??= page.oldest;
      for (const { id, seq, table, rowId } of page.behind) {
        const message = `Entry ${seq} (${table} ${rowId ?? ''}) is not sealed, though all around it are: it was inserted afterwards.`;
        report.add({ kind: 'entry_inserted', message, seq, auditId: id });
      }
      report.addUncounted(page.behind_count - page.behind.length);
      if (page.seen < SCANNED_AT_ONCE) return;
    }
  }
}

/** As many seals as fit, at least one. */
function withinBudget(page: readonly SealRow[]): SealRow[] {
  let entries = 0;
  const end = page.findIndex(({ row_count }, index) => {
    entries += row_count;
    return index > 0 && entries > ENTRIES_AT_ONCE;
  });
  return page.slice(0, end === -1 ? page.length : end);
}

function digestOf(row: EntryRow): EntryDigest {
  return {
    audit_id: row.audit_id,
    seq: row.digest_seq,
    created: row.digest_created,
    erased: row.digest_erased,
    frame: row.frame,
    digest: row.digest,
  };
}

function sealedEntryOf(row: EntryRow): SealedEntry {
  const isThere = (row.id as string | null) !== null;
  return { digest: digestOf(row), entry: isThere ? row : null };
}

function timeOf(micros: string): string {
  return new Date(Number(BigInt(micros) / 1_000n)).toISOString();
}
