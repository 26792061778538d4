import { Logger } from '@nestjs/common';
import pg from 'pg';

const RECONNECT_MS = 5_000;

/**
 * Hears rings of the database. LISTEN needs a session of its own, so it does not work through a pooler in
 * transaction mode: there DATABASE_LISTEN_URL leads past it. A ring can be missed: whoever waits looks by himself
 * now and then.
 */
export class ChannelListener {
  private readonly logger: Logger;
  private client: pg.Client | null = null;
  private reconnect: NodeJS.Timeout | null = null;
  private stopped = true;
  /** A ring that came while nobody waited. */
  private pending = false;
  private wakeWaiter: (() => void) | null = null;

  /**
   * @param url past any pooler
   * @param name of the connection, for whoever looks at them
   */
  constructor(
    private readonly url: string,
    private readonly name: string,
    private readonly channels: readonly string[],
  ) {
    this.logger = new Logger(name);
  }

  /** Begins to listen in the background. */
  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.connect();
  }

  /** Resolves at the next ring, or after `timeoutMs`. */
  async rung(timeoutMs: number): Promise<void> {
    if (!this.pending) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeoutMs);
        this.wakeWaiter = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wakeWaiter = null;
    this.pending = false;
  }

  /** A ring from inside the process. */
  wake(): void {
    this.pending = true;
    this.wakeWaiter?.();
  }

  /** Ends the connection. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.reconnect !== null) clearTimeout(this.reconnect);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: this.name,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('notification', () => {
      this.wake();
    });
    client.on('error', (error) => {
      this.lost(client, error);
    });
    client.on('end', () => {
      this.lost(client, new Error('connection ended'));
    });
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.channels) await client.query(`LISTEN ${channel}`);
    } catch (error) {
      this.lost(client, error);
    }
  }

  private lost(client: pg.Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    this.client = null;
    this.logger.debug(`cannot hear the doorbell, polling: ${String(error)}`);
    void client.end().catch(() => undefined);
    this.reconnect = setTimeout(() => void this.connect(), RECONNECT_MS);
    this.reconnect.unref();
  }
}
