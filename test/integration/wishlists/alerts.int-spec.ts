import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { MailService } from '../../../src/modules/mail/mail.service.js';
import { AlertsWorkerModule } from '../../../src/modules/wishlists/alerts.worker.module.js';
import { AlertMailing } from '../../../src/modules/wishlists/data/alert-mailing.js';
import { UnsubscribeLinks } from '../../../src/modules/wishlists/unsubscribe-links.js';
import { type AlertWish, ArmAlert } from '../../../src/modules/wishlists/use-cases/arm-alert.js';
import { SendAlerts } from '../../../src/modules/wishlists/use-cases/send-alerts.js';
import { WishlistsModule } from '../../../src/modules/wishlists/wishlists.module.js';
import { useIntegration } from '../../setup/test-app.js';

describe('Alerts', () => {
  const t = useIntegration({
    only: [WishlistsModule, AlertsWorkerModule],
    mail: true,
  });
  afterEach(() => vi.restoreAllMocks());

  const as = (id: string) => ({ actorId: id, requestId: 'alerts', scope: 'own' }) as const;
  const arm = (userId: string, variantId: string, wish: Partial<AlertWish> = {}) =>
    t.get(ArmAlert).execute(as(userId), userId, {
      variantId,
      kind: 'back_in_stock',
      targetPrice: null,
      locale: 'en',
      ...wish,
    });
  const set = (variantId: string, column: string, value: unknown) =>
    t.db.query(`UPDATE product_variants SET ${column} = $2 WHERE id = $1`, [variantId, value]);
  const rings = async (variantId: string) =>
    (await t.outboxOf('send-alerts')).filter((row) => row.aggregate_id === variantId);
  const waiting = async (variantId: string): Promise<number> => {
    const { rows } = await t.owner.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM product_alerts WHERE variant_id = $1 AND notified_at IS NULL',
      [variantId],
    );
    return rows[0]?.n ?? 0;
  };
  const send = (variantId: string, since = new Date()) =>
    t
      .get(SendAlerts)
      .execute(systemContext('test'), null, { variantId, since: since.toISOString() });
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

  it('is there once, also when asked for twice at once, and only for what cannot be had', async () => {
    const { id } = await t.given.customer();
    const { variantId } = await t.given.product({ stock: 0, price: '20.00' });
    const armed = await Promise.all(Array.from({ length: 6 }, () => arm(id, variantId)));
    expect(new Set(armed.map(({ alert }) => alert.id)).size).toBe(1);
    expect(armed.filter(({ isNew }) => isNew)).toHaveLength(1);
    const sold = await t.given.product({ price: '20.00' });
    const unverified = await t.given.customer({ verified: false });
    const refused = await Promise.allSettled([
      arm(id, sold.variantId),
      arm(id, sold.variantId, { kind: 'price_drop', targetPrice: '20.00' }),
      arm(id, sold.variantId, { kind: 'price_drop', targetPrice: '-1' }),
      arm(id, '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52'),
      arm(unverified.id, variantId),
    ]);
    expect(t.codesOf(refused)).toEqual([
      'wishlists.alert_not_needed',
      'wishlists.alert_not_needed',
      'money.invalid',
      'catalog.variant_not_found',
      'wishlists.email_not_verified',
    ]);
    const drop = await arm(id, sold.variantId, { kind: 'price_drop' });
    expect(drop.alert.price_limit).toBe('19.99');
  });

  it('rings where somebody waits for just this, and never for a sale', async () => {
    const { id } = await t.given.customer();
    const back = await t.given.product({ stock: 0 });
    const drop = await t.given.product({ price: '20.00' });
    const nobodys = await t.given.product({ stock: 0 });
    await arm(id, back.variantId);
    await arm(id, drop.variantId, { kind: 'price_drop', targetPrice: '15' });
    await set(nobodys.variantId, 'inventory_quantity', 5);
    await set(drop.variantId, 'inventory_quantity', 3);
    await set(drop.variantId, 'price', 16);
    await set(drop.variantId, 'price', 17);
    expect(await rings(drop.variantId)).toEqual([]);
    await set(drop.variantId, 'price', 15);
    await set(back.variantId, 'inventory_quantity', 1);
    await set(back.variantId, 'inventory_quantity', 0);
    for (const { variantId } of [back, drop]) expect(await rings(variantId)).toHaveLength(1);
    expect(await rings(nobodys.variantId)).toEqual([]);
    await t.db.query(`UPDATE products SET published = false WHERE id = $1`, [drop.id]);
    await t.db.query(`UPDATE products SET published = true WHERE id = $1`, [drop.id]);
    expect(await rings(drop.variantId)).toHaveLength(2);
  });

  it('nobody begins to wait unseen while the stock comes', async () => {
    const { id } = await t.given.customer();
    const { variantId } = await t.given.product({ stock: 0 });
    const client = await t.owner.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE product_variants SET inventory_quantity = 5 WHERE id = $1', [
        variantId,
      ]);
      const arming = Promise.allSettled([arm(id, variantId)]);
      await Promise.race([arming, sleep(300)]);
      await client.query('COMMIT');
      expect(t.codesOf(await arming)).toEqual(['wishlists.alert_not_needed']);
    } finally {
      client.release();
    }
  });

  it('one mail for one alert, in its language, with a link that ends them all', async () => {
    const [ada, bao] = [await t.given.customer({ firstName: 'Ada' }), await t.given.customer()];
    const { variantId } = await t.given.product({ stock: 0, name: 'Lamp', price: '20.00' });
    await arm(ada.id, variantId);
    await arm(bao.id, variantId, { locale: 'vi' });
    await arm(ada.id, (await t.given.product({ stock: 0 })).variantId);
    await set(variantId, 'inventory_quantity', 5);
    await Promise.all([send(variantId), send(variantId), send(variantId)]);
    await send(variantId);
    const [mail, ...others] = await t.mailTo(ada.email);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Back in stock: Lamp, Variant 1');
    expect(mail?.text).toContain('It can, for 20.00 USD.');
    expect((await t.mailTo(bao.email))[0]?.text).toContain('có hàng trở lại');
    expect(await waiting(variantId)).toBe(0);

    const links = t.get(UnsubscribeLinks);
    expect(mail?.text).toContain(links.urlFor(ada.id));
    const forged = links.tokenFor(ada.id).slice(0, -1) + '0';
    const tries = [forged === links.tokenFor(ada.id) ? `${forged.slice(0, -1)}1` : forged, 'x', ''];
    for (const token of tries) {
      const [refused] = await Promise.allSettled([t.get(ArmAlert).unsubscribe(as(bao.id), token)]);
      expect(t.codesOf([refused])).toEqual(['wishlists.unsubscribe_link_invalid']);
    }
    const guest = { actorId: null, requestId: 'mail', scope: 'own' } as const;
    await t.get(ArmAlert).unsubscribe(guest, links.tokenFor(ada.id));
    const left = await t.owner.query(
      'SELECT user_id FROM product_alerts WHERE user_id = ANY ($1)',
      [[ada.id, bao.id]],
    );
    expect(left.rows).toEqual([{ user_id: bao.id }]);
  });

  it('asks again whether it is so, and whether there is an address to mail to', async () => {
    const sending = vi.spyOn(t.get(MailService), 'send');
    const { id } = await t.given.customer();
    const { variantId } = await t.given.product({ stock: 0 });
    await arm(id, variantId);
    await send(variantId);
    await set(variantId, 'inventory_quantity', 5);
    await t.owner.query('UPDATE users SET verified_email = false WHERE id = $1', [id]);
    await send(variantId);
    expect(sending).not.toHaveBeenCalled();
    await t.owner.query('UPDATE users SET verified_email = true WHERE id = $1', [id]);
    await send(variantId);
    expect(sending).toHaveBeenCalledTimes(1);
  });

  it('offers one piece to five people, and to the next ones later', async () => {
    const sending = vi.spyOn(t.get(MailService), 'send').mockResolvedValue();
    const { variantId } = await crowd(12);
    await set(variantId, 'inventory_quantity', 1);
    await send(variantId);
    expect([sending.mock.calls.length, await waiting(variantId)]).toEqual([5, 7]);
    const later = (await t.outboxOf('send-alerts')).find(
      ({ payload, aggregate_id }) => payload['variantId'] === variantId && aggregate_id === null,
    );
    const due = await t.owner.query<{ minutes: number }>(
      `SELECT round(extract(epoch FROM available_at - created_at) / 60)::int AS minutes FROM outbox_events WHERE id = $1`,
      [later?.id],
    );
    expect(due.rows).toEqual([{ minutes: 60 }]);
  });

  it('an address that is refused holds nobody up', async () => {
    const { variantId, slug } = await crowd(25);
    await set(variantId, 'inventory_quantity', 50);
    const sending = vi.spyOn(t.get(MailService), 'send').mockImplementation(({ to }) => {
      return to === `${slug}-3@example.com` ? Promise.reject(new Error('550')) : Promise.resolve();
    });
    await expect(send(variantId)).rejects.toThrow('1 mails');
    expect([sending.mock.calls.length, await waiting(variantId)]).toEqual([25, 1]);
  });

  it('a mail in doubt is not sent again for this event, but for the next', async () => {
    const { variantId } = await crowd(4);
    await set(variantId, 'inventory_quantity', 9);
    const query = { variantId, since: new Date().toISOString(), limit: 3, except: [] };
    expect(await t.get(AlertMailing).claim(systemContext('dies'), query)).toHaveLength(3);
    const sending = vi.spyOn(t.get(MailService), 'send').mockResolvedValue();
    await send(variantId);
    expect([sending.mock.calls.length, await waiting(variantId)]).toEqual([1, 3]);
    await send(variantId, new Date(Date.now() + 600_000));
    expect([sending.mock.calls.length, await waiting(variantId)]).toEqual([4, 0]);
  });
});
