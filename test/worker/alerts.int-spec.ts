import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, vi } from 'vitest';
import { AlertsWorkerModule } from '../../src/modules/wishlists/alerts.worker.module.js';
import { useIntegration } from '../setup/test-app.js';
import { useWorkers } from '../setup/test-workers.js';

const PEOPLE = 150;

describe('A crowd that waits for a variant', () => {
  const t = useIntegration({
    only: [AlertsWorkerModule],
    env: { REDELIVER_AFTER_SECONDS: '2' },
  });
  const workers = useWorkers([], 'postgres');

  const waiting = async (variantId: string): Promise<number> => {
    const { rows } = await t.owner.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM product_alerts WHERE variant_id = $1 AND notified_at IS NULL',
      [variantId],
    );
    return rows[0]?.n ?? 0;
  };

  /** So many people with an alert on a variant that is sold out. */
  const crowd = async (n: number): Promise<{ variantId: string; slug: string }> => {
    const { variantId, slug } = await t.given.product({ stock: 0 });
    await t.owner.query(
      `WITH u AS (INSERT INTO users (role_id, username, email, phone_number, first_name, last_name, hashed_password, verified_email)
         SELECT r.id, $2 || n, $2 || '-' || n || '@example.com', '0123456789', 'C', 'C', '!', true
         FROM user_roles r, generate_series(1, $3) n WHERE r.code = 'user' RETURNING id)
       INSERT INTO product_alerts (user_id, variant_id, kind) SELECT id, $1, 'back_in_stock' FROM u`,
      [variantId, slug, n],
    );
    return { variantId, slug };
  };

  it('after a kill in the middle nobody gets two mails, at most one chunk gets none', async () => {
    const got: string[] = [];
    const slow = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, { envelope }, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          got.push(...envelope.rcptTo.map(({ address }) => address));
          if (!/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m.test(text))
            got.push('bare');
          void sleep(20).then(() => done());
        });
      },
    });
    slow.on('error', () => undefined);
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.server.address() as AddressInfo;
    const start = () =>
      workers.start(['notifications', 'relay'], { SMTP_URL: `smtp://127.0.0.1:${port}` });
    const first = await start();
    const { variantId } = await crowd(PEOPLE);
    await t.db.query('UPDATE product_variants SET inventory_quantity = 100 WHERE id = $1', [
      variantId,
    ]);
    await vi.waitUntil(() => got.length > 40, { timeout: 15_000, interval: 5 });
    await first.kill('SIGKILL');
    const atKill = got.length;
    await start();
    await vi.waitUntil(async () => (await waiting(variantId)) <= 10, {
      timeout: 25_000,
      interval: 200,
    });
    await sleep(500);
    slow.close();
    expect(atKill).toBeLessThan(PEOPLE - 10);
    expect(new Set(got).size).toBe(got.length);
    expect(got).not.toContain('bare');
    expect(got.length).toBeGreaterThanOrEqual(PEOPLE - 10);
  }, 60_000);
});
