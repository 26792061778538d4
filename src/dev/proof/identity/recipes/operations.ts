import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import type { IdKind } from './recipe.js';

async function newAlarm(scene: Scene): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO alarms (kind, subject, detail) VALUES ('proof', $1, 'Somebody looks') RETURNING id`,
    [randomUUID()],
  );
  return rows[0]?.id ?? '';
}

async function newReport(scene: Scene): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO operation_reports (kind, outcome, finished_at) VALUES ('proof', 'ok', now()) RETURNING id`,
  );
  return rows[0]?.id ?? '';
}

/** Ids of what operators see; they see all of it. */
export const OPERATIONS_IDS: Readonly<Record<string, IdKind>> = {
  alarmId: { belongs: 'nobody', make: newAlarm },
  reportId: { belongs: 'nobody', make: newReport },
  jobId: { belongs: 'nobody', make: () => Promise.resolve(randomUUID()) },
};
