import { integer } from './env-types.js';

/** How long carts and orders may wait, and how much one may hold; `.env.example` says each. */
export const orderShape = {
  ORDER_EXPIRY_MINUTES: integer(1, 10_080).default(30),
  MAX_OPEN_UNPAID_ORDERS: integer(0, 10_000).default(10),
  MAX_STOCK_SHARE: integer(1, 100).default(50),
  MAX_STOCK_SHARE_FROM: integer(1, 1_000_000_000).default(1_000),
  USER_CART_DAYS: integer(0, 3_650).default(0),
  CHECKED_OUT_CART_DAYS: integer(8, 3_650).default(30),
  CART_ABANDONED_HOURS: integer(0, 8_760).default(24),
  RETURN_DAYS: integer(0, 3_650).default(30),
  ORDER_ARCHIVE_MONTHS: integer(1, 1_200).default(24),
};
