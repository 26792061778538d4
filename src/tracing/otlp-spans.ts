import {
  type Context,
  ROOT_CONTEXT,
  type Span as ApiSpan,
  SpanKind as ApiKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

import { isTraceparent } from './traceparent.js';
import { type Span, type SpanAttributes, type SpanKind, type SpanSource } from './tracing.types.js';

const KINDS = { server: ApiKind.SERVER, consumer: ApiKind.CONSUMER } as const;
const CLOSE_MS = 2_000;

/** Where spans are sent. */
export interface OtlpOptions {
  /** Base address of a collector: `/v1/traces` is put behind it. */
  readonly endpoint: string;
  readonly service: string;
  /** Share of new traces that is kept; whoever began a trace decides for the rest of it. */
  readonly ratio: number;
}

/** Spans that leave in batches over OTLP/HTTP; a collector that is away costs spans and nothing else. */
export class OtlpSpans implements SpanSource {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor({ endpoint, service, ratio }: OtlpOptions) {
    const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: new OTLPTraceExporter({ url, timeoutMillis: CLOSE_MS }),
          scheduledDelayMillis: 1_000,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('eshop');
  }

  start(
    name: string,
    kind: SpanKind,
    parent: string | null | undefined,
    attributes: SpanAttributes,
  ): Span {
    const options = { kind: KINDS[kind], attributes: { ...attributes } };
    return new OtlpSpan(this.tracer.startSpan(name, options, contextOf(parent)));
  }

  async close(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
  }
}

class OtlpSpan implements Span {
  constructor(private readonly span: ApiSpan) {}

  get traceId(): string {
    return this.span.spanContext().traceId;
  }

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.span.spanContext();
    return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  set(attributes: SpanAttributes): void {
    this.span.setAttributes({ ...attributes });
  }

  fail(reason: string): void {
    this.span.setStatus({ code: SpanStatusCode.ERROR, message: reason.slice(0, 200) });
  }

  end(): void {
    this.span.end();
  }
}

function contextOf(parent: string | null | undefined): Context {
  if (!isTraceparent(parent)) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = '00'] = parent.split('-');
  const traceFlags = parseInt(flags, 16) & 1;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}
