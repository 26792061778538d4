export { ORDER_STATUSES, type OrderStatus } from './domain/order-status.js';
