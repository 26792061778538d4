import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

import { type QueueDefinition } from './define-queue.js';
import { type JobHandlers, type QueueProcessor } from './typed-processor.js';

/** Finds the processors of the loaded worker modules and holds them by queue name. */
@Injectable()
export class ProcessorRegistry {
  private readonly processors = new Map<string, QueueProcessor>();

  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * Collects the processors of the given queues. Several features may share a queue: each job is
   * handled by one of them.
   *
   * @throws Error naming every queue without a processor or with two for a job, and every job
   * without a handler
   */
  load(queues: readonly QueueDefinition[]): void {
    const found = this.discovery
      .getProviders()
      .map((wrapper): unknown => wrapper.instance)
      .filter(isProcessor);
    const faults = queues.flatMap((queue) => {
      const own = [...new Set(found.filter((processor) => processor.queue.name === queue.name))];
      const twice = handledTwice(own);
      if (own.length === 0 || twice.length > 0) {
        const which = twice.length > 0 ? ` for ${twice.join(', ')}` : '';
        return [`queue ${queue.name} has ${own.length} processors instead of one${which}`];
      }
      const processor = joined(queue, own);
      this.processors.set(queue.name, processor);
      return faultsOf(queue, processor);
    });
    if (faults.length > 0) throw new Error(`The worker cannot start: ${faults.join('; ')}.`);
  }

  /** The processor of a queue of this process. */
  get(queue: string): QueueProcessor | undefined {
    return this.processors.get(queue);
  }

  /** All processors of this process. */
  all(): QueueProcessor[] {
    return [...this.processors.values()];
  }
}

function handledTwice(processors: readonly QueueProcessor[]): string[] {
  const names = processors.flatMap(({ handlers }) => Object.keys(handlers));
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function joined(queue: QueueDefinition, processors: readonly QueueProcessor[]): QueueProcessor {
  const handlers = Object.assign(
    {},
    ...processors.map((each) => each.handlers),
  ) as JobHandlers<QueueDefinition>;
  const beside = processors.flatMap((each) => each.background ?? []);
  const background = {
    start: () => beside.forEach((each) => each.start()),
    stop: async () => {
      await Promise.all(beside.map((each) => each.stop()));
    },
  };
  const schedules = processors.flatMap((each) => each.schedules ?? []);
  return { queue, handlers, schedules, background };
}

function faultsOf(queue: QueueDefinition, processor: QueueProcessor): string[] {
  const jobs = Object.keys(queue.jobs);
  const handled = Object.keys(processor.handlers);
  const scheduled = (processor.schedules ?? []).map((schedule) => schedule.name);
  return [
    ...jobs
      .filter((name) => typeof processor.handlers[name] !== 'function')
      .map((name) => `job ${name} of queue ${queue.name} has no handler`),
    ...handled
      .filter((name) => !jobs.includes(name))
      .map((name) => `queue ${queue.name} has a handler for the unknown job ${name}`),
    ...scheduled
      .filter((name, index) => scheduled.indexOf(name) !== index)
      .map((name) => `queue ${queue.name} has two schedules named ${name}`),
  ];
}

function isProcessor(instance: unknown): instance is QueueProcessor {
  if (typeof instance !== 'object' || instance === null) return false;
  if (!('queue' in instance) || !('handlers' in instance)) return false;
  const { queue, handlers } = instance;
  return (
    typeof queue === 'object' &&
    queue !== null &&
    'name' in queue &&
    'jobs' in queue &&
    typeof handlers === 'object' &&
    handlers !== null
  );
}
