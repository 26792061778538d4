import { accountDeletionRequested } from './modules/auth/auth.events.js';
import { orderConfirmed } from './modules/orders/orders.events.js';
import { notificationsQueue, ordersQueue } from './modules/orders/orders.jobs.js';
import { paymentFailed, paymentSucceeded } from './modules/payments/payments.events.js';
import { transfersQueue } from './modules/privacy/privacy.jobs.js';
import { on, type Subscription } from './queue/outbox/define-event.js';

/**
 * Who hears what: the one place that ties events of one feature to jobs of another, so that a lower
 * feature never imports a higher one. An event may have several lines; one outbox row is written
 * per line. Lines read `on(paymentSucceeded, ordersQueue, 'record-payment-result')`.
 */
export const subscriptions: readonly Subscription[] = [
  on(paymentSucceeded, ordersQueue, 'record-payment-result'),
  on(paymentFailed, ordersQueue, 'record-payment-result'),
  on(accountDeletionRequested, transfersQueue, 'erase-person'),
  on(orderConfirmed, notificationsQueue, 'send-order-confirmation'),
];
