import { Inject, Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import {
  ADD_SEAL,
  ERASED_ENTRIES,
  LAST_SEAL,
  NEW_ENTRIES,
  READ_HORIZON,
  READ_SNAPSHOT,
  SEQ_MARGIN,
  TRY_LOCK,
} from '../data/seal-statements.js';
import { AuditDigests, type CanonicalEntry, type SealFacts } from '../domain/audit-digests.js';

/** Entries of one seal: few enough to read and hash within a transaction of well under a second. */
const BATCH = 2_000;

/** An entry with its times as the database takes them back. */
interface EntryRow extends CanonicalEntry {
  readonly at: string;
  readonly erased_text: string | null;
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

/** What one transaction has sealed. */
interface Batch {
  readonly count: number;
  readonly last: EntryRow | null;
}

const NOTHING: Batch = { count: 0, last: null };

/** One source of entries that are not sealed. */
interface Source {
  readonly statement: Statement;
  /** What the first look starts from, and the next ones after a full batch. */
  readonly start: string;
  readonly next: (last: EntryRow, start: string) => string;
  /** Whether a last batch means that nothing up to the horizon is left. */
  readonly completes: boolean;
}

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
      statement: ERASED_ENTRIES,
      start: options.allErased === true ? '-infinity' : mark.erased_since,
      next: (_last, start) => start,
      completes: false,
    };
    const fresh: Source = {
      statement: NEW_ENTRIES,
      start: String(Math.max(Number(mark.sealed) - SEQ_MARGIN, 0)),
      // The same number again: two entries may bear it when somebody meddled.
      next: ({ seq }) => String(BigInt(seq) - 1n),
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
    let { start } = source;
    for (;;) {
      // Not inside of the work: that may run twice.
      const { count, last } = await this.uow.run(ctx, (tx) =>
        this.sealBatch(tx, mark, source, start),
      );
      if (last === null) return;
      sealed.seals += 1;
      sealed.entries += count;
      if (count < BATCH) return;
      start = source.next(last, start);
    }
  }

  /** Seals nothing while another process is at it. */
  private async sealBatch(tx: Tx, mark: Mark, source: Source, start: string): Promise<Batch> {
    const [lock] = await namedQuery<{ locked: boolean }>(tx, TRY_LOCK);
    if (!lock?.locked) return NOTHING;
    const entries = await namedQuery<EntryRow>(tx, source.statement, [start, BATCH]);
    const [first] = entries;
    const last = entries.at(-1);
    if (!first || !last) return NOTHING;
    const [facts] = await namedQuery<{ at: string; created: string; previous: string | null }>(
      tx,
      LAST_SEAL,
    );
    if (!facts) throw new Error('The database gave no time');
    const isComplete = source.completes && entries.length < BATCH;
    await this.add(tx, entries, facts.at, {
      previous: facts.previous,
      created: facts.created,
      first_seq: first.seq,
      last_seq: last.seq,
      row_count: entries.length,
      horizon_seq: mark.horizon,
      snapshot_end: mark.snapshot_end,
      settled_seq: isComplete ? mark.settled : null,
    });
    return { count: entries.length, last };
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
