import type { DoctorArea, DoctorCheck } from '../doctor.types.js';
import { DATABASE_CHECKS } from './database-checks.js';
import { DISCOUNT_CHECKS } from './discount-checks.js';
import { ORDER_CHECKS } from './order-checks.js';
import { PAYMENT_CHECKS } from './payment-checks.js';
import { PEOPLE_CHECKS } from './people-checks.js';
import { QUEUE_CHECKS } from './queue-checks.js';
import { STOCK_RULES } from './stock-rules.js';

/** What is looked at by statements alone. */
export const CHECKS: Readonly<
  Record<Exclude<DoctorArea, 'configuration'>, readonly DoctorCheck[]>
> = {
  stock: STOCK_RULES,
  orders: ORDER_CHECKS,
  payments: PAYMENT_CHECKS,
  discounts: DISCOUNT_CHECKS,
  people: PEOPLE_CHECKS,
  queues: QUEUE_CHECKS,
  database: DATABASE_CHECKS,
};
