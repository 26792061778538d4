import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { loadEnv } from '../../../src/config/env.js';
import { assertDatabaseUsable, RowSecurityOff } from '../../../src/database/preflight.js';
import { CHECKS } from '../../../src/modules/operations/doctor/checks/all-checks.js';
import { CONFIGURATION_CHECKS } from '../../../src/modules/operations/doctor/configuration-checks.js';
import {
  DOCTOR_AREAS,
  type DoctorArea,
  type DoctorReport,
} from '../../../src/modules/operations/doctor/doctor.types.js';
import { examineShop } from '../../../src/modules/operations/doctor/examine-shop.js';
import { RunDoctor } from '../../../src/modules/operations/doctor/run-doctor.js';
import { OperationsWorkerModule } from '../../../src/modules/operations/operations.worker.module.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import {
  orderTransitions,
  ORDER_STATUSES,
} from '../../../src/modules/orders/domain/order-status.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { EndOrders } from '../../../src/modules/orders/use-cases/end-orders.js';
import { OrdersRepository } from '../../../src/modules/orders/data/orders.repository.js';
import { InventoryService } from '../../../src/modules/inventory/inventory.service.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { useIntegration } from '../../setup/test-app.js';
import { CORRUPTIONS, DROP_WALLS } from '../../../src/dev/proof/operations/doctor/corruptions.js';

describe('The doctor', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrderArchivingWorkerModule, OperationsWorkerModule],
  });
  let admin: pg.Client;

  /** Two orders that go on, one that waits for its money, one in the archive; all with a discount. */
  beforeAll(async () => {
    await t.given.discount({ code: 'OLD', userLimit: null });
    const [old, confirmed] = [
      await t.given.order({ codes: ['OLD'] }),
      await t.given.order({ codes: ['OLD'] }),
    ];
    await t.given.order({ codes: ['OLD'] });
    await t.given.buyer();
    await t.given.paid(confirmed.payment.id);
    await t.get(UnitOfWork).run(systemContext('test'), async (tx) => {
      await t.get(EndOrders).cancel(tx, [old.id], 'order_cancelled', null);
      await t.get(OrdersRepository).move(tx, [confirmed.id], 'confirmed', null);
      await t.get(InventoryService).claimReservations(tx, confirmed.id);
    });
    await t.owner.query(`UPDATE orders SET created_at = now() - interval '3 years' WHERE id = $1`, [
      old.id,
    ]);
    await t.get(ArchiveOrders).execute(systemContext('test'));
    admin = new pg.Client({ connectionString: t.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
  });

  function examine(area?: DoctorArea): Promise<DoctorReport> {
    return examineShop({
      env: t.env,
      ...(area === undefined ? {} : { areas: [area] }),
      query: async <Row extends Record<string, unknown>>(
        { text }: { text: string },
        values: readonly unknown[] = [],
      ) => (await admin.query<Row>(text, [...values])).rows,
    });
  }

  it('finds nothing in a whole shop, as the application, and leaves a report', async () => {
    expect((await examine()).findings).toEqual([]);
    const report = await t.get(RunDoctor).execute(systemContext('test'));
    expect(report).toMatchObject({ ok: true, findings: [] });
    const { rows } = await t.owner.query(`SELECT kind, outcome, summary FROM operation_reports`);
    expect(rows).toMatchObject([{ kind: 'doctor', outcome: 'ok' }]);
  });

  describe('of a database that somebody has damaged', () => {
    // One transaction that is never committed, with the walls down; each damage is undone by itself.
    beforeAll(async () => {
      await admin.query('BEGIN; SET LOCAL session_replication_role = replica');
      await admin.query('SET LOCAL allow_system_table_mods = on');
      await admin.query(DROP_WALLS);
      expect((await examine()).findings).toEqual([]);
      await admin.query('SAVEPOINT whole');
    });
    afterAll(async () => {
      await admin.query('ROLLBACK');
    });

    it.each(CORRUPTIONS)('finds $code', async ({ code, sql }) => {
      await admin.query(sql);
      const area = DOCTOR_AREAS.find((name) => code.startsWith(`${name}.`));
      const { findings } = await examine(area);
      await admin.query('ROLLBACK TO SAVEPOINT whole');
      const found = findings.find((finding) => finding.code === code);
      expect(findings.map((finding) => finding.code)).toContain(code);
      expect(found?.count).toBeGreaterThan(0);
      expect(findings.filter(({ advice }) => advice.includes('Could not'))).toEqual([]);
    });
  });

  it('has a corruption here for every rule that one database alone can break', () => {
    const elsewhere = [
      // Needs a table of cards, another server, another environment or two thousand million transactions.
      'people.two_default_cards',
      'database.extension_old',
      'database.wraparound',
      'database.wal_archiving',
      'configuration.secret',
      'configuration.gateway_missing',
      'configuration.replica_late',
      'configuration.backup_overdue',
    ];
    const all = [...Object.values(CHECKS).flat(), ...CONFIGURATION_CHECKS].map(({ code }) => code);
    const broken = CORRUPTIONS.map(({ code }) => code);
    expect(all.filter((code) => !broken.includes(code)).sort()).toEqual(elsewhere.sort());
    expect(new Set(all).size).toBe(all.length);
  });

  it('knows the steps that an order may take', () => {
    const { sql } = CHECKS.orders.find(({ code }) => code === 'orders.history_step') ?? { sql: '' };
    const known = [...sql.matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, from, to]) => `${from} ${to}`);
    const allowed = ORDER_STATUSES.flatMap((from) =>
      orderTransitions.allowed(from).map((to) => `${from} ${to}`),
    );
    expect(known.sort()).toEqual(allowed.sort());
  });

  it('raises an alarm for what is broken, and settles it when it is mended', async () => {
    const open = async (): Promise<string[]> => {
      const { rows } = await t.owner.query<{ subject: string }>(
        `SELECT subject FROM alarms WHERE kind = 'doctor-differs' AND settled_at IS NULL ORDER BY 1`,
      );
      return rows.map(({ subject }) => subject);
    };
    await t.owner.query('UPDATE discounts SET used_count = used_count + 1');
    await t.get(RunDoctor).execute(systemContext('test'));
    expect(await open()).toEqual(['discounts.used_count']);
    await t.owner.query('UPDATE discounts SET used_count = used_count - 1');
    await t.get(RunDoctor).execute(systemContext('test'));
    expect(await open()).toEqual([]);
  });

  it('keeps programs from starting in production where row-level security is off', async () => {
    const env = { ...loadEnv({ DATABASE_URL: t.url }), NODE_ENV: 'production' as const };
    await expect(assertDatabaseUsable(env)).resolves.toBeUndefined();
    await t.owner.query('ALTER TABLE payments DISABLE ROW LEVEL SECURITY');
    await expect(assertDatabaseUsable(env)).rejects.toThrow(RowSecurityOff);
    await expect(assertDatabaseUsable(env)).rejects.toThrow(/payments.*migrate/);
    await t.owner.query('ALTER TABLE payments ENABLE ROW LEVEL SECURITY');
    await t.owner.query('DROP POLICY app_rows ON payments');
    await expect(assertDatabaseUsable(env)).rejects.toThrow(RowSecurityOff);
    await expect(
      assertDatabaseUsable({ ...env, ROW_LEVEL_SECURITY: false }),
    ).resolves.toBeUndefined();
  });
});
