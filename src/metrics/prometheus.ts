import { setTimeout as sleep } from 'node:timers/promises';

import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  type MetricValueWithName,
  Registry,
} from 'prom-client';

import { type MetricDefinition, type Sample } from './metrics.types.js';
import { type Timings } from './timings.js';

const READ_MS = 2_000;

/** A histogram whose counts are kept by {@link Timings}. */
class CountedHistogram extends Histogram {
  /** Says everything but the values. */
  private readonly described: Histogram;

  constructor(private readonly timings: Timings) {
    const { name, help, labels, buckets } = timings;
    const settings = { name, help, labelNames: [...labels], buckets: [...buckets], registers: [] };
    super(settings);
    this.described = new Histogram(settings);
  }

  override async get() {
    return { ...(await this.described.get()), values: this.values() };
  }

  /** The registry asks for this one when there is one. */
  async getForPromString() {
    return this.get();
  }

  private values(): MetricValueWithName<string>[] {
    const { name, labels, buckets, series } = this.timings;
    return series.flatMap(({ values, counts, sum }) => {
      const own = Object.fromEntries(labels.map((label, at) => [label, values[at] ?? '']));
      let total = 0;
      const lines = [...buckets, '+Inf'].map((le, at) => {
        total += counts[at] ?? 0;
        return { metricName: `${name}_bucket`, labels: { le, ...own }, value: total };
      });
      return [
        ...lines,
        { metricName: `${name}_sum`, labels: own, value: sum },
        { metricName: `${name}_count`, labels: own, value: total },
      ];
    });
  }
}

/** Writes metrics down for Prometheus, those of Node.js among them. */
export class Exposition {
  private readonly registry = new Registry();
  private readonly failures = new Counter({
    name: 'eshop_metric_failures_total',
    help: 'Readings that failed or took too long',
    labelNames: ['metric'],
    registers: [this.registry],
  });

  constructor(
    private readonly definitions: readonly MetricDefinition[],
    histograms: readonly Timings[],
  ) {
    collectDefaultMetrics({ register: this.registry });
    for (const timings of histograms) this.registry.registerMetric(new CountedHistogram(timings));
  }

  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    const read = new Registry();
    await Promise.all(this.definitions.map((definition) => this.write(read, definition)));
    const body = `${await this.registry.metrics()}\n${await read.metrics()}`;
    return { contentType: this.registry.contentType, body };
  }

  private async write(registry: Registry, definition: MetricDefinition): Promise<void> {
    const { name, help, kind, labels = [] } = definition;
    const samples = await this.read(definition);
    if (samples === null) return;
    const settings = { name, help, labelNames: [...labels], registers: [registry] };
    const metric = kind === 'counter' ? new Counter(settings) : new Gauge(settings);
    if (labels.length > 0) metric.reset();
    for (const { labels: own = {}, value } of samples) metric.inc({ ...own }, value);
  }

  private async read({ name, read }: MetricDefinition): Promise<readonly Sample[] | null> {
    const stop = new AbortController();
    const late = sleep(READ_MS, null, { ref: false, signal: stop.signal }).catch(() => null);
    try {
      const samples = await Promise.race([Promise.resolve().then(read), late]);
      if (samples === null) this.failures.inc({ metric: name });
      return samples;
    } catch {
      this.failures.inc({ metric: name });
      return null;
    } finally {
      stop.abort();
    }
  }
}
