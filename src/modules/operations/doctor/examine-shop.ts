import type { Env } from '../../../config/env.js';
import { CHECKS } from './checks/all-checks.js';
import { CONFIGURATION_CHECKS, configurationNotes } from './configuration-checks.js';
import {
  DOCTOR_AREAS,
  type DoctorArea,
  type DoctorCheck,
  type DoctorReport,
  type ExamineQuery,
  type Finding,
} from './doctor.types.js';

/** How many rows that break a rule are named. */
const SHOWN_IDS = 10;
const QUERY_CANCELED = '57014';

/** What an examination needs. */
export interface Examination {
  readonly query: ExamineQuery;
  readonly env: Env;
  /** All of them when left out. */
  readonly areas?: readonly DoctorArea[];
  /** Told before each rule. */
  readonly onProgress?: (code: string) => void;
}

/**
 * Looks at every rule, one statement after the other, and changes nothing. Each statement sees one moment,
 * whatever the shop does meanwhile. A rule that
 * cannot be looked at, because it takes too long or a table is missing, is a finding by itself.
 */
export async function examineShop(examination: Examination): Promise<DoctorReport> {
  const { areas = DOCTOR_AREAS, env } = examination;
  const began = Date.now();
  const findings: Finding[] = [];
  let checks = 0;
  for (const area of areas) {
    const looks =
      area === 'configuration' ? configurationLooks(examination) : sqlLooks(area, examination);
    for (const { code, look } of looks) {
      examination.onProgress?.(code);
      checks += 1;
      const finding = await look();
      if (finding !== null) findings.push(finding);
    }
  }
  return {
    ok: findings.length === 0,
    startedAt: new Date(began).toISOString(),
    seconds: Math.round((Date.now() - began) / 100) / 10,
    areas,
    checks,
    findings,
    notes: areas.includes('configuration') ? configurationNotes(env) : [],
  };
}

interface Look {
  readonly code: string;
  readonly look: () => Promise<Finding | null>;
}

function sqlLooks(
  area: Exclude<DoctorArea, 'configuration'>,
  { query }: Examination,
): readonly Look[] {
  return CHECKS[area].map((check) => ({
    code: check.code,
    look: async () => {
      const { code, severity, rule, advice } = check;
      const about = { code, area, severity, rule, advice };
      try {
        const [row] = await query<{ count: number; ids: string[] }>(countBroken(check));
        return row === undefined || row.count === 0 ? null : { ...about, ...row };
      } catch (error) {
        return { ...about, count: 0, ids: [], advice: unseen(error) };
      }
    },
  }));
}

function configurationLooks({ query, env }: Examination): readonly Look[] {
  return CONFIGURATION_CHECKS.map(({ code, severity, rule, advice, look }) => ({
    code,
    look: async () => {
      const about = { code, area: 'configuration' as const, severity, rule, advice };
      try {
        const found = await look({ query, env });
        const ids = found.slice(0, SHOWN_IDS);
        return found.length === 0 ? null : { ...about, count: found.length, ids };
      } catch (error) {
        return { ...about, count: 0, ids: [], advice: unseen(error) };
      }
    },
  }));
}

/** How many break a rule, and the first of them. */
export function countBroken({ code, sql }: DoctorCheck): { name: string; text: string } {
  return {
    name: `doctor-${code}`,
    text: `WITH found (id) AS MATERIALIZED (${sql})
      SELECT (SELECT count(*) FROM found)::int AS count,
        array(SELECT id::text FROM found ORDER BY 1 LIMIT ${SHOWN_IDS}) AS ids`,
  };
}

/** What cannot be looked at is a finding by itself: a table that is missing must not hide all other rules. */
function unseen(error: unknown): string {
  const isLate = error instanceof Error && 'code' in error && error.code === QUERY_CANCELED;
  if (isLate) return 'Looking took longer than it may: run it by hand, when less happens.';
  return `Could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
}

/** The report for a person. */
export function describeReport({ ok, checks, seconds, findings, notes }: DoctorReport): string[] {
  const lines = findings.flatMap(({ code, severity, count, rule, ids, advice }) => [
    `${severity === 'error' ? 'ERROR  ' : 'warning'} ${code}: ${count}`,
    `        must hold: ${rule}`,
    ...(ids.length > 0 ? [`        ${ids.join(', ')}${count > ids.length ? ' …' : ''}`] : []),
    `        ${advice}`,
  ]);
  const verdict = ok ? 'nothing found' : `${findings.length} of them broken`;
  return [...lines, ...notes, `${checks} rules looked at in ${seconds} s: ${verdict}.`];
}
