import type { StockView } from '../modules/inventory/data/stock-views.js';
import type { OrderNotice } from '../modules/orders/orders.jobs.js';
import type { StaffOrderDetail } from '../modules/orders/orders.types.js';

const ID = '3f0e7a5c-2b1d-4e6f-8a90-1b2c3d4e5f60';
const LINE = '5a7d9c3e-0b1f-4c2d-9e8f-a1b2c3d4e5f6';
const PARCEL = '6b8e0d4f-1c20-4d3e-8f90-b2c3d4e5f6a7';
const RETURN = '7c9f1e50-2d31-4e4f-9a01-c3d4e5f6a7b8';
const REFUND = '8da02f61-3e42-4f50-8b12-d4e5f6a7b8c9';
const SENT_BACK = {
  orderItemId: LINE,
  quantity: 1,
  receivedQuantity: 0,
  restockedQuantity: 0,
  writtenOffQuantity: 0,
};
const AT = '2026-01-05T09:30:00.000Z';

const order: Partial<StaffOrderDetail> = {
  id: ID,
  orderNumber: 'ORD-00000042',
  currency: 'USD',
  locale: 'en',
  taxInclusive: false,
  subtotal: '79.80',
  discountAmount: '8.00',
  taxAmount: '6.00',
  shippingCost: '5.00',
  totalAmount: '82.80',
  amountDue: '0.00',
  shippingAddress: {
    recipient: 'Alice Byron',
    phoneNumber: null,
    street: '12 Harbour Lane',
    ward: null,
    district: 'Riverside',
    city: 'Portland',
    postalCode: '97201',
    country: 'US',
  },
  items: [
    {
      id: LINE,
      variantId: ID,
      productId: ID,
      quantity: 2,
      unitPrice: '39.90',
      totalPrice: '79.80',
      discountAmount: '8.00',
      taxAmount: '6.00',
      taxes: null,
      productName: 'Linen shirt',
      variantName: 'White / M',
      sku: 'LINEN-WHITE-M',
      attributes: {},
      refundedQuantity: 0,
      refundedAmount: '0.00',
      returnedQuantity: 0,
      cancelledQuantity: 0,
      notes: null,
    },
  ],
  history: [],
  payments: [],
  refunds: [
    {
      id: REFUND,
      status: 'succeeded',
      amount: '41.40',
      shippingAmount: '0.00',
      returnId: RETURN,
      createdAt: AT,
      processedAt: AT,
      paymentId: ID,
      reason: null,
      failureReason: null,
      createdBy: null,
      lines: [],
    },
  ],
  parcels: [
    {
      id: PARCEL,
      status: 'shipped',
      carrier: 'UPS',
      trackingNumber: '1Z999AA10123456784',
      shippedAt: AT,
      deliveredAt: null,
      createdAt: AT,
      items: [{ orderItemId: LINE, quantity: 2 }],
      locationId: null,
      cancelledAt: null,
    },
  ],
  returns: [
    {
      id: RETURN,
      status: 'approved',
      reason: 'Too large',
      answer: 'Please put the parcel in at any counter of UPS.',
      createdAt: AT,
      receivedAt: null,
      locationId: null,
      items: [SENT_BACK],
    },
  ],
};

/** What mails about orders read of one; the rest of it they do not know. */
export const SAMPLE_ORDER = order as StaffOrderDetail;

/** What each step is about. */
export const SUBJECTS: Readonly<Partial<Record<OrderNotice, string>>> = {
  shipped: PARCEL,
  delivered: PARCEL,
  return_requested: RETURN,
  return_approved: RETURN,
  return_rejected: RETURN,
  return_received: RETURN,
  refunded: REFUND,
};

/** A variant of which few pieces are left. */
export const SAMPLE_STOCK: StockView = {
  variantId: ID,
  productId: ID,
  productName: 'Linen shirt',
  variantName: 'White / M',
  sku: 'LINEN-WHITE-M',
  available: 3,
  backordered: 0,
  backorderLimit: 0,
  availableOn: null,
  lowStockThreshold: null,
  isLow: true,
  reserved: 2,
  onHand: 5,
  levels: [{ locationId: ID, code: 'main', quantity: 5 }],
};
