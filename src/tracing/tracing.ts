import { type OnApplicationShutdown } from '@nestjs/common';

import { type Env } from '../config/env.js';
import { type Span, type SpanAttributes, type SpanKind, type SpanSource } from './tracing.types.js';

/** Traces of this process; without OTEL_EXPORTER_OTLP_ENDPOINT there are none, and nothing is loaded for them. */
export class Tracing implements OnApplicationShutdown {
  constructor(private readonly source: SpanSource | null) {}

  /** Whether there are any; what costs something is left out else. */
  get isOn(): boolean {
    return this.source !== null;
  }

  /** Begins a piece of work; null where nobody traces. */
  start(
    name: string,
    kind: SpanKind,
    parent: string | null | undefined,
    attributes: SpanAttributes,
  ): Span | null {
    return this.source?.start(name, kind, parent, attributes) ?? null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.source?.close();
  }
}

/** What the environment asks for. */
export async function openTracing(env: Env): Promise<Tracing> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return new Tracing(null);
  const { OtlpSpans } = await import('./otlp-spans.js');
  const { OTEL_SERVICE_NAME: service, OTEL_TRACES_SAMPLER_ARG: ratio } = env;
  return new Tracing(new OtlpSpans({ endpoint, service, ratio }));
}
