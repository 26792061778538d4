/** A request and its answer as they passed over the wire, bodies without compression. */
export interface Exchange {
  readonly method: string;
  /** From the root, with its query. */
  readonly url: string;
  /** Names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: Uint8Array;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null where it was not kept: too long, or cut off. */
  readonly body: Uint8Array | null;
}

/** Where the document and the program do not say the same. */
export interface Lie {
  /** `GET /api/v1/orders/{orderId} 200`. */
  readonly where: string;
  readonly what: string;
}
