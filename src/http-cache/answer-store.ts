import { LRUCache } from 'lru-cache';
import type { ReadyAnswer } from '../common/http/ready-answer.js';
import type { Stamp } from './freshness.js';

/** An answer that was given, with what is known of its age. */
export interface KeptAnswer {
  readonly answer: ReadyAnswer;
  readonly stamp: Stamp;
  /** By the monotonic clock, in milliseconds. */
  readonly keptAt: number;
  /** By the same clock: then something that it shows begins or ends. */
  readonly rightUntil: number;
  /** Headers under which it went out, name and value in turn, by what the request asked for. */
  readonly sent: Map<string, readonly string[]>;
}

/** Beside the bytes: the entry and the maps that hold it. */
const OVERHEAD = 1_500;
/** Two dozen names and values, most of which all answers share. */
const HEADERS_BYTES = 800;
/** From here on somebody has to be asked for twice to be let in. */
const FULL = 0.5;
const MAX_SEEN = 20_000;

/**
 * The answers that are kept, bounded in bytes: the least recently used one goes first. Once half of
 * the room is taken, an address is kept only when it comes for the second time, so that a flood of
 * addresses that nobody asks for again does not drive out those that many ask for.
 */
export class AnswerStore {
  private readonly answers: LRUCache<string, KeptAnswer>;
  private seen = new Set<string>();
  private seenBefore = new Set<string>();

  constructor(readonly maxBytes: number) {
    this.answers = new LRUCache({
      // Off is a size of nothing, which the library takes for no limit.
      maxSize: Math.max(1, maxBytes),
      maxEntrySize: Math.max(1, Math.ceil(maxBytes / 16)),
      sizeCalculation: ({ answer, sent }, key) =>
        answer.size + sent.size * HEADERS_BYTES + 2 * key.length + OVERHEAD,
    });
  }

  get bytes(): number {
    return this.answers.calculatedSize;
  }

  get count(): number {
    return this.answers.size;
  }

  get(key: string): KeptAnswer | undefined {
    return this.answers.get(key);
  }

  /** A read that was begun earlier and ended later does not replace what was begun after it. */
  set(key: string, kept: KeptAnswer): void {
    const present = this.answers.peek(key);
    if (present !== undefined && present.stamp.epoch > kept.stamp.epoch) return;
    const isFull = this.bytes > this.maxBytes * FULL;
    if (isFull && present === undefined && !this.wasSeen(key)) return;
    this.answers.set(key, kept);
  }

  /** An answer has grown, by an encoding or by headers: counts it anew. */
  weigh(key: string, { answer }: KeptAnswer): void {
    const present = this.answers.peek(key);
    // The library takes the size of a value that it does not have yet.
    if (present?.answer === answer) this.answers.set(key, { ...present });
  }

  /** Remembers the last addresses that came, in two halves of which the older is dropped whole. */
  private wasSeen(key: string): boolean {
    if (this.seen.has(key) || this.seenBefore.has(key)) return true;
    if (this.seen.size >= MAX_SEEN) {
      this.seenBefore = this.seen;
      this.seen = new Set();
    }
    this.seen.add(key);
    return false;
  }
}
