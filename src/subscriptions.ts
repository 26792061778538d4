import { accountDeletionRequested } from './modules/auth/auth.events.js';
import { stockLow } from './modules/inventory/inventory.events.js';
import { stockAlertsQueue } from './modules/inventory/inventory.jobs.js';
import {
  orderCancelled,
  orderConfirmed,
  orderDelivered,
  orderEdited,
  orderRefunded,
  orderShipped,
  returnApproved,
  returnReceived,
  returnRejected,
  returnRequested,
} from './modules/orders/orders.events.js';
import { notificationsQueue, type OrderNotice, ordersQueue } from './modules/orders/orders.jobs.js';
import {
  paymentAuthorised,
  paymentFailed,
  paymentSucceeded,
  refundAnswered,
} from './modules/payments/payments.events.js';
import { gatewayCallsQueue } from './modules/payments/payments.jobs.js';
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
  on(paymentAuthorised, ordersQueue, 'record-payment-result'),
  on(refundAnswered, ordersQueue, 'finish-refund', ({ refundId }) => ({ refundId })),
  on(orderShipped, gatewayCallsQueue, 'capture-order', ({ orderId }) => ({ orderId })),
  on(accountDeletionRequested, transfersQueue, 'erase-person'),
  on(stockLow, stockAlertsQueue, 'send-low-stock'),
  on(orderConfirmed, notificationsQueue, 'send-order-confirmation'),
  on(orderConfirmed, ordersQueue, 'make-document'),
  on(orderRefunded, ordersQueue, 'make-document'),
  on(orderEdited, ordersQueue, 'make-document'),
  on(orderEdited, notificationsQueue, 'send-order-notice', ({ orderId, editId }) => ({
    orderId,
    notice: 'edited',
    subjectId: editId,
  })),
  on(orderCancelled, notificationsQueue, 'send-order-notice', notice('cancelled')),
  on(orderShipped, notificationsQueue, 'send-order-notice', ofParcel('shipped')),
  on(orderDelivered, notificationsQueue, 'send-order-notice', ofParcel('delivered')),
  on(returnRequested, notificationsQueue, 'send-order-notice', ofReturn('return_requested')),
  on(returnApproved, notificationsQueue, 'send-order-notice', ofReturn('return_approved')),
  on(returnRejected, notificationsQueue, 'send-order-notice', ofReturn('return_rejected')),
  on(returnReceived, notificationsQueue, 'send-order-notice', ofReturn('return_received')),
  on(orderRefunded, notificationsQueue, 'send-order-notice', ({ orderId, refundId }) => ({
    orderId,
    notice: 'refunded',
    subjectId: refundId,
  })),
];

function notice(name: OrderNotice) {
  return ({ orderId }: { orderId: string }) => ({ orderId, notice: name });
}

function ofParcel(name: OrderNotice) {
  return ({ orderId, fulfilmentId }: { orderId: string; fulfilmentId: string }) => {
    return { orderId, notice: name, subjectId: fulfilmentId };
  };
}

function ofReturn(name: OrderNotice) {
  return ({ orderId, returnId }: { orderId: string; returnId: string }) => {
    return { orderId, notice: name, subjectId: returnId };
  };
}
