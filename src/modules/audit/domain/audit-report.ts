/** What sort of tampering was found. */
export type FindingKind =
  | 'entry_changed'
  | 'entry_deleted'
  | 'entry_inserted'
  | 'erased_without_reason'
  | 'seal_changed'
  | 'chain_broken';

/** One place where the audit log is not what was sealed. */
export interface Finding {
  readonly kind: FindingKind;
  /** A sentence for the person who has to look into it. */
  readonly message: string;
  /** Number of the entry, or of the first entry of the seal. */
  readonly seq: string;
  readonly auditId: string | null;
}

/** What a verification has seen. */
export interface AuditReport {
  readonly ok: boolean;
  readonly seals: number;
  readonly entries: number;
  /** Entries whose personal data were erased: sealed as they are now, by whom and when as they were. */
  readonly erased: number;
  /** Erased ones that the next sealing will cover again. */
  readonly erasedUnsealed: number;
  /** Entries that the next sealing will cover. */
  readonly unsealed: number;
  readonly oldestUnsealed: Date | null;
  readonly findingCount: number;
  /** The first ones, in the order of the chain. */
  readonly findings: readonly Finding[];
  /** Digest of the newest seal: noted elsewhere, it shows later that nothing was cut off. */
  readonly lastSeal: string | null;
}

const KEPT_FINDINGS = 50;

/** Collects a report in bounded memory, however much is wrong. */
export class ReportBuilder {
  seals = 0;
  entries = 0;
  erased = 0;
  erasedUnsealed = 0;
  unsealed = 0;
  oldestUnsealed: Date | null = null;
  lastSeal: string | null = null;
  private count = 0;
  private readonly kept: Finding[] = [];

  add(finding: Finding): void {
    this.count += 1;
    if (this.kept.length < KEPT_FINDINGS) this.kept.push(finding);
  }

  /** Findings that are known by number only. */
  addUncounted(count: number): void {
    this.count += count;
  }

  build(): AuditReport {
    const { seals, entries, erased, erasedUnsealed, unsealed, oldestUnsealed, lastSeal } = this;
    return {
      ok: this.count === 0,
      seals,
      entries,
      erased,
      erasedUnsealed,
      unsealed,
      oldestUnsealed,
      findingCount: this.count,
      findings: this.kept,
      lastSeal,
    };
  }
}

/** One or two sentences: what was checked and what is wrong first. */
export function describeReport(report: AuditReport): string {
  const { seals, entries, unsealed, oldestUnsealed, findingCount, findings } = report;
  const waiting =
    unsealed === 0
      ? 'nothing waits for a seal'
      : `${unsealed} wait for a seal, the oldest since ${oldestUnsealed?.toISOString() ?? 'now'}`;
  const erased = report.erased === 0 ? '' : `, ${report.erased} with erased personal data`;
  const seen = `${entries} entries in ${seals} seals${erased}; ${waiting}.`;
  if (report.ok) return `The audit log is whole: ${seen}`;
  return `The audit log was tampered with (findings: ${findingCount}). First: ${findings[0]?.message ?? ''} Checked: ${seen}`;
}
