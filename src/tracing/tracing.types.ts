/** What a span says about itself; nothing personal. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** server: answers a request; consumer: works on a job. */
export type SpanKind = 'server' | 'consumer';

/** One piece of work of a trace. */
export interface Span {
  /** By which whatever it causes continues its trace (W3C). */
  readonly traceparent: string;
  readonly traceId: string;
  rename(name: string): void;
  set(attributes: SpanAttributes): void;
  /** Marks it as failed. */
  fail(reason: string): void;
  end(): void;
}

/** Where spans come from. */
export interface SpanSource {
  /** @param parent traceparent of what caused it; null, missing or malformed: a new trace */
  start(
    name: string,
    kind: SpanKind,
    parent: string | null | undefined,
    attributes: SpanAttributes,
  ): Span;
  /** Sends what is left. */
  close(): Promise<void>;
}
