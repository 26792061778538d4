/** The shop as plain objects; all amounts in minor units. No line of the product is used to work them out. */
export interface ModelShop {
  readonly variants: readonly ModelVariant[];
  readonly customers: readonly ModelCustomer[];
  readonly orders: ModelOrder[];
  readonly code: ModelCode;
  /** Orders of one customer that may wait for money. */
  readonly maxOpen: number;
}

export interface ModelVariant {
  /** Free pieces, less those that are owed. */
  net: number;
  /** Pieces that may be owed. */
  readonly limit: number;
  price: number;
  isActive: boolean;
}

export interface ModelCustomer {
  /** By variant. */
  readonly lines: Map<number, { quantity: number; shown: number }>;
  hasCode: boolean;
  /** The order that was placed last, whose key is known. */
  lastOrder: number | null;
  readonly uses: { code: number };
}

/** Ten per cent, so often in all, once for each customer. */
export interface ModelCode {
  readonly limit: number;
  readonly userLimit: number;
  used: number;
  isOver: boolean;
}

export interface ModelLine {
  readonly variant: number;
  readonly quantity: number;
  /** What was paid for all of it, as the order's answer says. */
  readonly paid: number;
  /** Pieces and money that went back. */
  refunded: number;
  refundedAmount: number;
  /** Pieces that the order will not get any more. */
  cancelled: number;
}

export interface ModelAttempt {
  status: 'pending' | 'processing' | 'success' | 'failed' | 'cancelled';
  /** Whether the bank knows of it. */
  hasPage: boolean;
  captured: number;
  /** Of it, on its way back. */
  back: number;
  /** What the bank has said. */
  readonly said: Set<'success' | 'failure'>;
}

export interface ModelOrder {
  readonly customer: number;
  status: 'pending' | 'confirmed' | 'cancelled' | 'archived';
  readonly lines: readonly ModelLine[];
  readonly total: number;
  readonly usesCode: boolean;
  /** Whether the use counts now. */
  holdsUse: boolean;
  readonly attempts: ModelAttempt[];
  isOverdue: boolean;
  hadMoreTime: boolean;
  isOld: boolean;
}

/** What an answer has to be; no code for one that went well. */
export interface Expected {
  readonly status: number;
  readonly code: string | null;
}

export const fine = (status = 200): Expected => ({ status, code: null });
export const refused = (status: number, code: string): Expected => ({ status, code });
