/** `00` paid, `01` not finished, `02` failed, `05` being processed, `09` refund refused. */
export type VnpayStatus = '00' | '01' | '02' | '05' | '09';

/** A payment that a customer has begun. */
export interface VnpayTransaction {
  readonly reference: string;
  /** As asked for: a hundred times the amount. */
  readonly amount: number;
  readonly orderInfo: string;
  readonly returnUrl: string;
  /** `vnp_CreateDate` of the shop; a query has to name it. */
  readonly createDate: string;
  readonly expiresAt: Date;
  bankCode: string;
  /** VNPay's number; 0 while nothing happened. */
  transactionNo: string;
  bankTranNo: string;
  payDate: string;
  responseCode: string;
  status: VnpayStatus;
  readonly refunds: VnpayRefund[];
}

export interface VnpayRefund {
  readonly transactionNo: string;
  readonly type: '02' | '03';
  readonly amount: number;
  readonly payDate: string;
  readonly orderInfo: string;
  status: VnpayStatus;
}

/** What the simulated VNPay remembers. */
export class VnpayStore {
  readonly transactions = new Map<string, VnpayTransaction>();
  /** Numbers of requests; none may come twice on a day. */
  readonly requestIds = new Set<string>();

  clear(): void {
    this.transactions.clear();
    this.requestIds.clear();
  }
}
