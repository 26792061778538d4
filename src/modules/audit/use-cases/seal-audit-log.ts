import { Inject, Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import {
  ADD_SEAL,
  ERASED_PAGE,
  LAST_SEAL,
  NEW_PAGE,
  PAGE_SIZE,
  READ_HORIZON,
  READ_SNAPSHOT,
  SEQ_MARGIN,
  TRY_LOCK,
} from '../data/seal-statements.js';
import { AuditDigests, type CanonicalEntry, type SealFacts } from '../domain/audit-digests.js';

/** Pages without anything to seal that a run may look at without taking note that it need not again. */
const FEW_PAGES = 40;

/** An entry with its times as the database takes them back. */
interface EntryRow extends CanonicalEntry {
  readonly at: string;
  readonly erased_text: string | null;
  /** Its present state is not sealed. */
  readonly is_new: boolean;
}

/** Where a run begins; see `SETTLED_SEQ` and `SEALED_SEQ`. */
interface Mark {
  readonly horizon: string;
  readonly snapshot_end: string;
  readonly settled: string;
  readonly sealed: string;
  readonly erased_since: string;
}

/** What a run has sealed. */
export interface Sealed {
  readonly seals: number;
  readonly entries: number;
}

/** What one transaction has looked at. */
interface Page {
  readonly sealed: number;
  /** Where the next page begins; null behind the last. */
  readonly next: Position | null;
}

/** Behind which entry a page begins: its number or time, and its id. */
type Position = readonly [value: string, id: string];

/** Entries to look at, in pages. */
interface Source {
  readonly page: Statement;
  readonly start: Position;
  readonly positionOf: (entry: EntryRow) => Position;
  /** Whether behind its last page nothing is left. */
  readonly completes: boolean;
}

const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * Seals what is not sealed yet, in batches of a transaction each. Membership is by digest, not by a
 * range of numbers: an entry that commits late with a small number goes into a later seal, one that was
 * rolled back leaves nothing. Two at once take turns; killed at any point, the next run goes on.
 */
@Injectable()
export class SealAuditLog {
  private readonly logger = new Logger(SealAuditLog.name);
  private readonly digests: AuditDigests;

  constructor(
    private readonly uow: UnitOfWork,
    private readonly db: Db,
    @Inject(ENV) env: Env,
  ) {
    this.digests = new AuditDigests(env.AUDIT_KEY);
  }

  /**
   * @param options.allErased looks at every erased entry again, not only at those of late
   */
  async execute(
    ctx: RequestContext,
    options: { readonly allErased?: boolean } = {},
  ): Promise<Sealed> {
    const mark = await this.readMark(ctx);
    const erased: Source = {
      page: ERASED_PAGE,
      start: [options.allErased === true ? '-infinity' : mark.erased_since, NIL],
      positionOf: ({ erased_text, id }) => [erased_text ?? '', id],
      completes: false,
    };
    const fresh: Source = {
      page: NEW_PAGE,
      start: [String(Math.max(Number(mark.sealed) - SEQ_MARGIN, 0)), NIL],
      positionOf: ({ seq, id }) => [seq, id],
      completes: true,
    };
    const sealed = { seals: 0, entries: 0 };
    for (const source of [erased, fresh]) await this.drain(ctx, mark, source, sealed);
    return sealed;
  }

  /** The horizon first, then the transaction's number, then the entries: none up to the horizon is missed. */
  private async readMark(ctx: RequestContext): Promise<Mark> {
    const [first] = await this.db.queryAs<{ horizon: string }>(ctx, READ_HORIZON);
    const [second] = await this.db.queryAs<Omit<Mark, 'horizon'>>(ctx, READ_SNAPSHOT);
    if (!first || !second) throw new Error('The database gave no snapshot');
    return { ...first, ...second };
  }

  private async drain(
    ctx: RequestContext,
    mark: Mark,
    source: Source,
    sealed: { seals: number; entries: number },
  ): Promise<void> {
    let start: Position | null = source.start;
    for (let pages = 0; start !== null; pages += 1) {
      const from: Position = start;
      const page = await this.uow.run(ctx, (tx) => this.sealPage(tx, mark, source, from, pages));
      if (page.sealed > 0) sealed.seals += 1;
      sealed.entries += page.sealed;
      start = page.next;
    }
  }

  /** Looks at nothing while another process is at it. */
  private async sealPage(
    tx: Tx,
    mark: Mark,
    source: Source,
    start: Position,
    pagesBefore: number,
  ): Promise<Page> {
    const [lock] = await namedQuery<{ locked: boolean }>(tx, TRY_LOCK);
    if (!lock?.locked) return { sealed: 0, next: null };
    const page = await namedQuery<EntryRow>(tx, source.page, start);
    const last = page.at(-1);
    const next = last && page.length >= PAGE_SIZE ? source.positionOf(last) : null;
    const entries = page.filter(({ is_new }) => is_new).sort(bySeq);
    const isComplete = next === null && source.completes;
    // Without entries only to note how far everything is sealed, so that no later run has so much to look at.
    const notes = isComplete && pagesBefore >= FEW_PAGES;
    if (entries.length > 0 || notes) await this.sealEntries(tx, mark, entries, isComplete);
    return { sealed: entries.length, next };
  }

  private async sealEntries(
    tx: Tx,
    mark: Mark,
    entries: readonly EntryRow[],
    isComplete: boolean,
  ): Promise<void> {
    const [facts] = await namedQuery<{ at: string; created: string; previous: string | null }>(
      tx,
      LAST_SEAL,
    );
    if (!facts) throw new Error('The database gave no time');
    await this.add(tx, entries, facts.at, {
      previous: facts.previous,
      created: facts.created,
      first_seq: entries[0]?.seq ?? mark.settled,
      last_seq: entries.at(-1)?.seq ?? mark.settled,
      row_count: entries.length,
      horizon_seq: mark.horizon,
      snapshot_end: mark.snapshot_end,
      settled_seq: isComplete ? mark.settled : null,
    });
  }

  private async add(
    tx: Tx,
    entries: readonly EntryRow[],
    at: string,
    facts: SealFacts,
  ): Promise<void> {
    const digests = entries.map((entry) => this.digests.sealEntry(entry));
    const digest = this.digests.sealDigestOf(facts, digests);
    const seal = {
      previous: facts.previous,
      firstSeq: facts.first_seq,
      lastSeq: facts.last_seq,
      horizonSeq: facts.horizon_seq,
      snapshotEnd: facts.snapshot_end,
      settledSeq: facts.settled_seq,
      digest,
      at,
    };
    const rows = entries.map((entry, index) => ({
      id: entry.id,
      at: entry.at,
      erased: entry.erased_text,
      frame: digests[index]?.frame,
      digest: digests[index]?.digest,
    }));
    await namedQuery(tx, ADD_SEAL, [JSON.stringify(seal), JSON.stringify(rows)]);
    // Who keeps the logs elsewhere has a witness that no one with the database can change.
    this.logger.log(`${entries.length} audit entries up to ${facts.last_seq} sealed: ${digest}`);
  }
}

/** The order of the digests in a seal. */
function bySeq(one: EntryRow, other: EntryRow): number {
  if (one.seq !== other.seq) return BigInt(one.seq) < BigInt(other.seq) ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
