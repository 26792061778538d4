import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { toWire } from '../placing/placed-order.js';
import type { Statement } from '../../../database/statement.js';
import type { ServedOrder } from '../desk/served-order.types.js';
import { etagOfServed } from '../desk/served-orders.js';
import type {
  OrderAccess,
  OrderDetail,
  OrderItemView,
  OrderTax,
  StaffOrderDetail,
} from '../orders.types.js';
import { OrderAddresses, type StoredAddress } from './order-addresses.js';
import { sumTaxes } from './order-tax-sums.js';
import * as sql from './order-views.sql.js';
import { accessValues } from './orders.repository.js';

type Stored<Detail> = Omit<Detail, 'shippingAddress' | 'billingAddress' | 'taxes'> & {
  readonly id: string;
  readonly currency: string;
  readonly items: readonly OrderItemView[];
  readonly shippingTaxes: readonly OrderTax[] | null;
  readonly shippingAddress: StoredAddress;
  readonly billingAddress: StoredAddress | null;
};

/** Documents of people: their fields may be called anything. */
const AS_IT_IS = new Set(['attributes', 'shippingAddress', 'billingAddress', 'customer']);
const MONEY = /^(amount|amountDue|base|subtotal|shippingCost|unitPrice|totalPrice|.+Amount)$/;

/** Orders as people read them, live and archived alike. */
@Injectable()
export class OrderViews {
  constructor(
    private readonly db: Db,
    private readonly addresses: OrderAddresses,
  ) {}

  /** Null for an order that does not exist and for somebody else's alike. */
  async findOwn(
    ctx: RequestContext,
    orderId: string,
    access: OrderAccess,
  ): Promise<OrderDetail | null> {
    return this.one(ctx, sql.FIND_OWN_DETAIL, [orderId, ...accessValues(access)]);
  }

  /** By what a guest knows; all three have to fit. */
  async lookUp(
    ctx: RequestContext,
    orderNumber: string,
    email: string,
    tokenHash: string,
  ): Promise<OrderDetail | null> {
    return this.one(ctx, sql.LOOK_UP_DETAIL, [orderNumber, email.trim().toLowerCase(), tokenHash]);
  }

  /** Whether the user has received this product. */
  async hasPurchased(ctx: RequestContext, userId: string, productId: string): Promise<boolean> {
    const values = [userId, productId];
    const [row] = await this.db.queryAs<{ purchased: boolean }>(ctx, sql.HAS_PURCHASED, values);
    return row?.purchased === true;
  }

  /**
   * With all that staff may see, and for a live order its ETag.
   *
   * @returns null when there is none
   */
  async findForStaff(
    ctx: RequestContext,
    orderId: string,
  ): Promise<{ readonly order: StaffOrderDetail; readonly etag: string | null } | null> {
    const [row] = await this.db.queryAs<{
      body: Stored<StaffOrderDetail>;
      served: ServedOrder | null;
    }>(ctx, sql.FIND_STAFF_DETAIL, [orderId]);
    if (row === undefined) return null;
    const etag = row.served === null ? null : etagOfServed(row.served);
    return { order: this.opened(row.body), etag };
  }

  private async one(
    ctx: RequestContext,
    statement: Statement,
    values: readonly unknown[],
  ): Promise<OrderDetail | null> {
    const [row] = await this.db.queryAs<{ body: Stored<OrderDetail> }>(ctx, statement, values);
    return row === undefined ? null : this.opened(row.body);
  }

  private opened<Detail extends OrderDetail>(stored: Stored<Detail>): Detail {
    const shippingAddress = this.addresses.open(stored.id, stored.shippingAddress);
    const billing = stored.billingAddress;
    const billingAddress = billing && this.addresses.open(stored.id, billing, 'billing_address');
    const money = (decimal: string): string => toWire(decimal, stored.currency);
    const { items, shippingTaxes, currency } = stored;
    const taxes = sumTaxes([...items.map((item) => item.taxes), shippingTaxes], currency);
    return onTheWire({ ...stored, taxes, shippingAddress, billingAddress }, money) as Detail;
  }
}

/** Every field whose name ends in `Amount` or is a price, a sum or a cost, with the currency's own digits. */
export function onTheWire(value: unknown, money: (decimal: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => onTheWire(entry, money));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (AS_IT_IS.has(name)) return [name, field];
      const isMoney = typeof field === 'string' && MONEY.test(name);
      return [name, isMoney ? money(field) : onTheWire(field, money)];
    }),
  );
}
