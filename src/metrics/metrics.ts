import { Injectable } from '@nestjs/common';

import { type MetricDefinition } from './metrics.types.js';
import { type Exposition } from './prometheus.js';
import { Timings } from './timings.js';

/**
 * The numbers of this process. Features say what can be read (`add`) or count by themselves
 * (`timings`); the library that writes them down is loaded when they are asked for the first time.
 */
@Injectable()
export class Metrics {
  private readonly definitions = new Map<string, MetricDefinition>();
  private readonly histograms = new Map<string, Timings>();
  private exposition: Promise<Exposition> | null = null;

  /**
   * Adds metrics.
   *
   * @throws Error when one of the name is there already
   */
  add(...definitions: readonly MetricDefinition[]): void {
    for (const definition of definitions) {
      this.assertNew(definition.name);
      this.definitions.set(definition.name, definition);
    }
    this.exposition = null;
  }

  /**
   * A histogram to count durations with.
   *
   * @param buckets upper bounds in seconds, ascending
   * @throws Error when a metric of the name is there already
   */
  timings(
    name: string,
    help: string,
    labels: readonly string[],
    buckets: readonly number[],
  ): Timings {
    this.assertNew(name);
    const timings = new Timings(name, help, labels, buckets);
    this.histograms.set(name, timings);
    this.exposition = null;
    return timings;
  }

  /** All metrics in the text format of Prometheus. Never throws because one of them cannot be read. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    this.exposition ??= this.load();
    return (await this.exposition).text();
  }

  private async load(): Promise<Exposition> {
    const { Exposition } = await import('./prometheus.js');
    return new Exposition([...this.definitions.values()], [...this.histograms.values()]);
  }

  private assertNew(name: string): void {
    if (this.definitions.has(name) || this.histograms.has(name)) {
      throw new Error(`There are two metrics ${name}.`);
    }
  }
}

/**
 * A reading that several metrics share, kept for a while, one at a time however many ask.
 *
 * @param maxAgeMs how old an answer may be
 */
export function kept<T>(maxAgeMs: number, read: () => Promise<T>): () => Promise<T> {
  let latest: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (latest !== null && performance.now() - latest.at < maxAgeMs) return latest.value;
    const value = read();
    const mine = { at: performance.now(), value };
    latest = mine;
    value.catch(() => {
      if (latest === mine) latest = null;
    });
    return value;
  };
}
