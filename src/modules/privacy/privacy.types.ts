/** Somebody on the list of erasures. */
export interface ErasureView {
  readonly id: string;
  /** Null for a guest. */
  readonly userId: string | null;
  /** Orders that were placed as a guest. */
  readonly orderIds: readonly string[];
  /** `waiting`: all is erased but orders that are still on their way. */
  readonly status: 'requested' | 'waiting' | 'applied';
  readonly openOrders: number;
  readonly requestedAt: Date;
  readonly appliedAt: Date | null;
  /** Whether requests that began before it are over. */
  readonly isSettled: boolean;
}

/** A person's copy of his data, as he sees it. */
export interface DataExportView {
  readonly id: string;
  readonly userId: string;
  readonly status: 'requested' | 'ready' | 'failed' | 'expired';
  readonly sizeBytes: number;
  readonly downloads: number;
  readonly requestedAt: Date;
  readonly readyAt: Date | null;
  readonly expiresAt: Date | null;
}
