import { Inject, Injectable, Logger } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../config/env.js';
import { Freshness } from './freshness.js';

/** Rung by the transactions that change what the catalogue shows. */
export const CATALOGUE_CHANNEL = 'eshop_catalogue';
/** What was heard this long ago is asked for again, before an answer is given without asking. */
const LEASE_MS = 500;
const PING_MS = 500;
const RECONNECT_MS = [50, 200, 500, 1_000];

/**
 * Hears of changes of the catalogue at the moment of their commit, on a connection of its own.
 * PostgreSQL delivers what was committed before it answers a later question, so a question now and
 * then is also the proof that nothing was missed; a connection that is cut without a word shows
 * within half a second. Behind a pooler in transaction mode LISTEN hears nothing: there
 * DATABASE_LISTEN_URL leads past it.
 */
@Injectable()
export class ChangeListener {
  readonly freshness = new Freshness();
  private readonly logger = new Logger(ChangeListener.name);
  private client: pg.Client | null = null;
  private listening = false;
  private heardAt = -Infinity;
  private pinging: Promise<boolean> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private attempt = 0;
  private stopped = true;

  constructor(@Inject(ENV) private readonly env: Env) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.connect();
  }

  /** Monotonic milliseconds of the last sign of life. */
  get lastHeardAt(): number {
    return this.heardAt;
  }

  /** Whether everything that was committed until a moment ago has been heard. */
  isCurrent(): boolean {
    const age = performance.now() - this.heardAt;
    if (this.listening && age > LEASE_MS / 2) void this.confirm();
    return this.listening && age < LEASE_MS;
  }

  /** Asks for a sign of life; all who ask at once share one question. */
  confirm(): Promise<boolean> {
    if (!this.listening) return Promise.resolve(false);
    this.pinging ??= this.ping().finally(() => {
      this.pinging = null;
    });
    return this.pinging;
  }

  /** A sign of life that was asked for after this call: all that was committed before it is heard. */
  async confirmAnew(): Promise<boolean> {
    // One that is under way may have been answered before the last commit.
    await this.pinging;
    return this.confirm();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.listening = false;
    if (this.timer !== null) clearTimeout(this.timer);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.env.DATABASE_LISTEN_URL ?? this.env.DATABASE_URL,
      application_name: 'eshop-http-cache',
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => {
      this.heardAt = performance.now();
      this.freshness.hear(payload ?? '');
    });
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('the connection ended')));
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CATALOGUE_CHANNEL}`);
    } catch (error) {
      this.lost(client, error);
      return;
    }
    if (this.client !== client) return;
    // What was changed since the connection was lost was said to nobody.
    this.freshness.forgetAll();
    this.attempt = 0;
    this.heardAt = performance.now();
    this.listening = true;
  }

  private async ping(): Promise<boolean> {
    const { client } = this;
    if (client === null) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), PING_MS);
    });
    try {
      await Promise.race([client.query('SELECT 1'), late]);
      this.heardAt = performance.now();
      return this.listening;
    } catch (error) {
      this.lost(client, error);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  private lost(client: pg.Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    if (this.listening) {
      this.logger.warn(`Answers are not kept until the database is heard again: ${String(error)}`);
    }
    this.client = null;
    this.listening = false;
    client.removeAllListeners('notification');
    // Not `end`: it would wait for the farewell of a server that may be gone.
    client.connection.stream.destroy();
    this.timer = setTimeout(
      () => void this.connect(),
      RECONNECT_MS[Math.min(this.attempt, RECONNECT_MS.length - 1)],
    );
    this.timer.unref();
    this.attempt += 1;
  }
}
