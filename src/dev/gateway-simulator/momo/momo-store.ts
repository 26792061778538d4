/** A payment as MoMo keeps it; `resultCode` says how it stands. */
export interface MomoOrder {
  readonly orderId: string;
  readonly requestId: string;
  readonly amount: number;
  readonly orderInfo: string;
  readonly extraData: string;
  readonly redirectUrl: string;
  readonly ipnUrl: string;
  readonly isCapturedAtOnce: boolean;
  /** In the address of the pay page, so that it cannot be guessed. */
  readonly token: string;
  readonly expiresAt: Date;
  transId: number;
  payType: string;
  responseTime: number;
  resultCode: number;
  readonly refunds: MomoRefund[];
}

export interface MomoRefund {
  readonly orderId: string;
  readonly amount: number;
  readonly transId: number;
  readonly createdTime: number;
  resultCode: number;
}

/** What the simulated MoMo remembers. */
export class MomoStore {
  readonly orders = new Map<string, MomoOrder>();
  /** What each request number was answered, since a final answer is given again. */
  readonly answered = new Map<string, { readonly request: string; readonly body: unknown }>();

  /** By the number of a payment. */
  byTransId(transId: number): MomoOrder | undefined {
    return [...this.orders.values()].find((order) => order.transId === transId);
  }

  byRefund(refundOrderId: string): MomoOrder | undefined {
    return [...this.orders.values()].find(({ refunds }) =>
      refunds.some(({ orderId }) => orderId === refundOrderId),
    );
  }

  clear(): void {
    this.orders.clear();
    this.answered.clear();
  }
}

/** What MoMo says about each code. */
export function momoMessage(code: number): string {
  return MESSAGES[code] ?? 'Unknown error.';
}

const MESSAGES: Readonly<Record<number, string>> = {
  0: 'Successful.',
  10: 'System is under maintenance.',
  11: 'Access denied.',
  13: 'Merchant authentication failed.',
  20: 'Bad format request.',
  21: 'Request rejected because of an invalid transaction amount.',
  22: 'The transaction amount is out of range.',
  40: 'Duplicated requestId.',
  41: 'Duplicated orderId.',
  42: 'Invalid orderId or orderId is not found.',
  1000: 'Transaction is initiated, waiting for user confirmation.',
  1001: 'Transaction failed due to insufficient funds.',
  1005: 'Transaction failed because the url or QR code expired.',
  1006: 'Transaction failed because user has denied to confirm the payment.',
  1017: 'Transaction failed because the merchant has cancelled it.',
  1080: 'The refund attempt failed during processing.',
  1081: 'Refund rejected. The original transaction might have been refunded.',
  1088: 'Refund rejected. The original transaction is not eligible for refund.',
  7002: 'Transaction is being processed by the provider of the payment instrument.',
  9000: 'Transaction is authorized successfully.',
};
