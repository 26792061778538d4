import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  currencyExponent,
  minorFromDb,
  minorToDb,
  parseMoney,
} from '../../../src/common/money/money.js';
import { useDatabase } from '../../setup/test-database.js';
import { Rows } from './rows.js';

const STATES = [
  'pending',
  'confirmed',
  'delivering',
  'delivered',
  'cancelled',
  'refunded',
  'completed',
];

/** By name: columns that came later stand behind those that only the archive has. */
const TO_ARCHIVE = `
  INSERT INTO orders_archive SELECT (jsonb_populate_record(NULL::orders_archive,
    to_jsonb(o) || jsonb_build_object('archived_at', now()))).* FROM orders o WHERE o.id = $1`;

describe('Traps of carts, orders and payments', () => {
  const database = useDatabase();
  const rows = new Rows(() => database.owner);

  it('order numbers keep growing past eight digits, and a given number stays', async () => {
    const numberOf = async (id: string): Promise<string> =>
      (
        await rows.one<{ order_number: string }>('SELECT order_number FROM orders WHERE id = $1', [
          id,
        ])
      ).order_number;
    await database.owner.query(`SELECT setval('order_number_seq', 41)`);
    expect(await numberOf(await rows.order())).toBe('ORD-00000042');
    await database.owner.query(`SELECT setval('order_number_seq', 99999998)`);
    const numbers = [
      await numberOf(await rows.order()),
      await numberOf(await rows.order()),
      await numberOf(await rows.order()),
    ];
    expect(numbers).toEqual(['ORD-99999999', 'ORD-100000000', 'ORD-100000001']);
    expect(await numberOf(await rows.order({ order_number: 'ORD-00000007' }))).toBe('ORD-00000007');
  });

  it('a cart line always names its variant, once per cart', async () => {
    const user = await rows.user();
    const cart = await rows.insert('shopping_carts', { user_id: user });
    const product = await rows.product();
    const line = (variant: string | null): Promise<string> =>
      rows.insert('cart_items', {
        cart_id: cart,
        product_id: product,
        variant_id: variant,
        quantity: 1,
        unit_price: 1,
      });
    const variant = await rows.variant({ product_id: product });
    await line(variant);
    await expect(line(variant)).rejects.toMatchObject({
      constraint: 'cart_items_cart_id_variant_id_key',
    });
    await expect(line(null)).rejects.toMatchObject({ code: '23502' });
  });

  it('one active cart per user, also when two are made at once; guests have a token', async () => {
    const user = await rows.user();
    const make = (): Promise<string> => rows.insert('shopping_carts', { user_id: user });
    const made = await Promise.allSettled([make(), make(), make()]);
    expect(made.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await rows.insert('shopping_carts', { user_id: user, status: 'checked_out' });
    await expect(rows.insert('shopping_carts', { status: 'active' })).rejects.toMatchObject({
      constraint: 'ck_shopping_carts_owner',
    });
    await rows.insert('shopping_carts', { token_hash: 'a'.repeat(64) });
  });

  it('a discount carries its rules, targets, priority and group; codes are upper case', async () => {
    const discount = await rows.discount({
      type: 'buy_x_get_y',
      value: 0,
      rules: { buy: 2, get: 1 },
      priority: 5,
      exclusive_group: 'summer',
    });
    const target = { discount_id: discount, kind: 'product', target_id: await rows.product() };
    await rows.insert('discount_targets', target);
    await expect(rows.insert('discount_targets', target)).rejects.toMatchObject({ code: '23505' });
    await expect(
      rows.insert('discount_targets', { ...target, kind: 'planet' }),
    ).rejects.toMatchObject({ constraint: 'ck_discount_targets_kind' });
    await expect(rows.discount({ code: 'summer' })).rejects.toMatchObject({
      constraint: 'ck_discounts_code',
    });
    await expect(rows.discount({ value: 101 })).rejects.toMatchObject({
      constraint: 'ck_discounts_value',
    });
  });

  it('the last use of a discount goes to one of twenty, in all and per customer', async () => {
    const discount = await rows.discount({ usage_limit: 3 });
    const claim = (): Promise<{ rowCount: number | null }> =>
      database.db.query(
        `UPDATE discounts SET used_count = used_count + 1 WHERE id = $1 AND used_count < usage_limit`,
        [discount],
      );
    const claims = await Promise.all(Array.from({ length: 20 }, claim));
    expect(claims.filter((result) => result.rowCount === 1)).toHaveLength(3);
    const perUser = await Promise.all(
      Array.from({ length: 20 }, () =>
        database.db.query(
          `INSERT INTO discount_user_counters (discount_id, customer_key, used_count) VALUES ($1, 'user', 1)
             ON CONFLICT (discount_id, customer_key) DO UPDATE
               SET used_count = discount_user_counters.used_count + 1
               WHERE discount_user_counters.used_count < 2`,
          [discount],
        ),
      ),
    );
    expect(perUser.filter((result) => result.rowCount === 1)).toHaveLength(2);
    await expect(
      database.db.query('UPDATE discounts SET used_count = 4 WHERE id = $1', [discount]),
    ).rejects.toMatchObject({ constraint: 'ck_discounts_usage' });
    const order = await rows.order();
    const usage = { discount_id: discount, order_id: order, guest_hash: 'g'.repeat(64) };
    await rows.insert('discount_usages', usage);
    await expect(rows.insert('discount_usages', usage)).rejects.toMatchObject({ code: '23505' });
  });

  it('a line keeps what was bought, and what was sold cannot be deleted from under it', async () => {
    const item = await rows.orderItem(await rows.order());
    await database.owner.query(`UPDATE products SET name = 'Renamed'`);
    const line = await rows.one<{ product_name: string; variant_id: string }>(
      'SELECT product_name, variant_id FROM order_items WHERE id = $1',
      [item],
    );
    expect(line.product_name).toBe('Walnut desk');
    await expect(
      database.owner.query('DELETE FROM product_variants WHERE id = $1', [line.variant_id]),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(23001|23503)$/) as string });
    await expect(
      rows.orderItem(await rows.order(), { quantity: 2, total_price: '10.00' }),
    ).rejects.toMatchObject({ constraint: 'ck_order_items_total_price' });
  });

  it('refunds never exceed what was captured, also two at once; events and gateway ids are unique', async () => {
    const payment = await rows.payment({ gateway_payment_id: 'gw-1' });
    const { order_id: order, payment_method_id: method } = await rows.one<{
      order_id: string;
      payment_method_id: string;
    }>('SELECT order_id, payment_method_id FROM payments WHERE id = $1', [payment]);
    const refund = (amount: string): Promise<string> =>
      rows.insert('refunds', {
        payment_id: payment,
        order_id: order,
        amount,
        currency: 'USD',
        idempotency_key: randomUUID(),
      });
    const both = await Promise.allSettled([refund('6.00'), refund('6.00')]);
    expect(both.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await refund('4.00');
    await expect(refund('0.01')).rejects.toMatchObject({
      constraint: 'ck_refunds_within_captured',
    });
    await expect(
      rows.payment({
        payment_method_id: method,
        gateway_payment_id: 'gw-1',
      }),
    ).rejects.toMatchObject({ constraint: 'payments_payment_method_id_gateway_payment_id_key' });
    const event = { gateway: 'sandbox', event_id: 'evt_1', kind: 'captured' };
    await rows.insert('payment_events', event);
    await expect(rows.insert('payment_events', event)).rejects.toMatchObject({ code: '23505' });
  });

  it('the database refuses every step that the states do not allow', async () => {
    const allowed = new Set<string>();
    for (const from of STATES) {
      for (const to of STATES.filter((state) => state !== from)) {
        const order = await rows.order({ status: from });
        const moved = await database.owner
          .query('UPDATE orders SET status = $2 WHERE id = $1', [order, to])
          .then(
            () => true,
            () => false,
          );
        if (moved) allowed.add(`${from} ${to}`);
      }
    }
    expect([...allowed].sort()).toEqual(
      [
        'cancelled confirmed',
        'completed refunded',
        'confirmed cancelled',
        'confirmed delivering',
        'confirmed refunded',
        'delivered completed',
        'delivered refunded',
        'delivering delivered',
        'delivering refunded',
        'pending cancelled',
        'pending confirmed',
      ].sort(),
    );
  });

  it('money is minor units by the exponent of its currency, exact to the last digit', () => {
    expect([currencyExponent('USD'), currencyExponent('JPY'), currencyExponent('VND')]).toEqual([
      2, 0, 0,
    ]);
    expect(() => currencyExponent('KWD')).toThrow();
    expect(minorFromDb('99999999.99', 'USD')).toBe(9_999_999_999);
    expect(minorToDb(150_000, 'VND')).toBe('150000.00');
    expect(parseMoney('0.07', 'USD').amount).toBe(7);
  });

  it('totals hold in both tax modes, addresses carry an ISO country, rates are unique', async () => {
    const amounts = { subtotal: '10.00', tax_amount: '2.00', shipping_cost: '3.00' };
    await rows.order({ ...amounts, total_amount: '15.00' });
    await rows.order({ ...amounts, total_amount: '13.00', tax_inclusive: true });
    await expect(rows.order({ ...amounts, total_amount: '13.00' })).rejects.toMatchObject({
      constraint: 'ck_orders_total',
    });
    const rate = { name: 'VAT', country: 'GB', rate: '0.2' };
    await rows.insert('tax_rates', rate);
    await expect(rows.insert('tax_rates', rate)).rejects.toMatchObject({ code: '23505' });
    await expect(
      rows.insert('user_addresses', {
        user_id: await rows.user(),
        recipient: 'x',
        street: 'y',
        district: 'd',
        city: 'c',
        country: 'USA',
      }),
    ).rejects.toMatchObject({ code: '22001' });
  });

  it('every archive table has all columns of its live table, and takes an order once', async () => {
    const { rows: differences } = await database.owner.query<{ name: string }>(
      `SELECT live.relname || '.' || a.attname AS name
         FROM pg_class archive
         JOIN pg_class live ON live.relname = regexp_replace(archive.relname, '_archive$', '')
         JOIN pg_attribute a ON a.attrelid = live.oid AND a.attnum > 0 AND NOT a.attisdropped
         LEFT JOIN pg_attribute b ON b.attrelid = archive.oid AND b.attname = a.attname
           AND b.atttypid = a.atttypid AND b.atttypmod = a.atttypmod
        WHERE archive.relname ~ '_archive$' AND b.attname IS NULL`,
    );
    expect(differences).toEqual([]);
    const order = await rows.order();
    const archive = (): Promise<unknown> => database.owner.query(TO_ARCHIVE, [order]);
    await archive();
    await expect(archive()).rejects.toMatchObject({ code: '23505' });
  });

  it('logs and archives are partitioned by time, live orders and payments are not', async () => {
    const { rows: partitioned } = await database.owner.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'p' ORDER BY relname`,
    );
    const names = partitioned.map((row) => row.name);
    expect(names).toEqual(
      expect.arrayContaining(['audit_log', 'orders_archive', 'outbox_events', 'payments_archive']),
    );
    expect(names).not.toContain('orders');
    expect(names).not.toContain('payments');

    const stray = await rows.order({ created_at: '2020-03-15T12:00:00Z' });
    await database.owner.query(TO_ARCHIVE, [stray]);
    const where = (): Promise<{ place: string }> =>
      rows.one(`SELECT tableoid::regclass::text AS place FROM orders_archive WHERE id = $1`, [
        stray,
      ]);
    expect((await where()).place).toBe('orders_archive_default');
    await database.db.query(`SELECT ensure_archive_partitions('2020-03-15')`);
    expect((await where()).place).toBe('orders_archive_p202003');
    const again = await database.db.query<{ made: number }>('SELECT ensure_partitions() AS made');
    expect(again.rows[0]?.made).toBe(0);
  });
});
