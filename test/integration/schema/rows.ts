import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** Inserts straight into tables, for tests of the schema itself. Each returns the row's id. */
export class Rows {
  constructor(private readonly pool: () => pg.Pool) {}

  async insert(table: string, values: Record<string, unknown>): Promise<string> {
    const columns = Object.keys(values);
    const marks = columns.map((_, index) => `$${index + 1}`);
    const { rows } = await this.pool().query<{ id: string }>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks.join(', ')}) RETURNING id`,
      Object.values(values),
    );
    return rows[0]?.id ?? '';
  }

  async user(values: Record<string, unknown> = {}): Promise<string> {
    const name = `u${randomUUID().slice(0, 8)}`;
    const role = await this.one<{ id: string }>(`SELECT id FROM user_roles WHERE code = 'user'`);
    return this.insert('users', {
      role_id: role.id,
      username: name,
      email: `${name}@example.com`,
      phone_number: '0123456789',
      first_name: 'Ada',
      last_name: 'Byron',
      hashed_password: '!',
      ...values,
    });
  }

  async product(values: Record<string, unknown> = {}): Promise<string> {
    const slug = `p-${randomUUID().slice(0, 8)}`;
    return this.insert('products', {
      name: 'Walnut desk',
      slug,
      base_price: '10.00',
      published: true,
      ...values,
    });
  }

  async variant(values: Record<string, unknown> = {}): Promise<string> {
    const product = values['product_id'] ?? (await this.product());
    return this.insert('product_variants', {
      product_id: product,
      name: 'Default',
      price: '10.00',
      inventory_quantity: 5,
      ...values,
    });
  }

  async order(values: Record<string, unknown> = {}): Promise<string> {
    return this.insert('orders', {
      email: 'ada@example.com',
      subtotal: '10.00',
      total_amount: '10.00',
      shipping_address: { city: 'London' },
      ...values,
    });
  }

  async orderItem(order: string, values: Record<string, unknown> = {}): Promise<string> {
    const product = await this.product();
    return this.insert('order_items', {
      order_id: order,
      product_id: product,
      variant_id: await this.variant({ product_id: product }),
      product_name: 'Walnut desk',
      variant_name: 'Default',
      quantity: 1,
      unit_price: '10.00',
      total_price: '10.00',
      ...values,
    });
  }

  async payment(values: Record<string, unknown> = {}): Promise<string> {
    const method = await this.insert('payment_methods', { code: randomUUID(), name: 'Card' });
    return this.insert('payments', {
      order_id: values['order_id'] ?? (await this.order()),
      payment_method_id: method,
      reference: randomUUID(),
      amount: '10.00',
      captured_amount: '10.00',
      status: 'success',
      ...values,
    });
  }

  async discount(values: Record<string, unknown> = {}): Promise<string> {
    return this.insert('discounts', { name: 'Ten off', type: 'percentage', value: 10, ...values });
  }

  async one<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row> {
    const { rows } = await this.pool().query<Row>(sql, values);
    const row = rows[0];
    if (!row) throw new Error(`No row: ${sql}`);
    return row;
  }
}
