import { setTimeout as sleep } from 'node:timers/promises';

/** A mail as the inbox keeps it. */
export interface StoredMail {
  /** Counts up from 1 since the inbox started. */
  readonly id: number;
  readonly receivedAt: string;
  readonly from: string;
  /** Envelope recipients in lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly messageId: string | null;
}

const KEPT_MAILS = 500;
const POLL_MS = 50;

/** The last 500 mails, in memory. */
export class MailStore {
  private mails: StoredMail[] = [];
  private lastId = 0;

  add(mail: Omit<StoredMail, 'id'>): StoredMail {
    this.lastId += 1;
    const stored = { ...mail, id: this.lastId };
    this.mails = [...this.mails.slice(1 - KEPT_MAILS), stored];
    return stored;
  }

  /** Newest first; with `to` only the mails to that address, with `after` only those with a higher id. */
  list(filter: { to?: string | undefined; after?: number | undefined } = {}): StoredMail[] {
    const to = filter.to?.toLowerCase();
    const after = filter.after ?? 0;
    return this.mails
      .filter((mail) => mail.id > after && (to === undefined || mail.to.includes(to)))
      .reverse();
  }

  /** As `list`, but waits up to `seconds` until there is at least one. */
  async waitFor(
    filter: { to?: string | undefined; after?: number | undefined },
    seconds: number,
  ): Promise<StoredMail[]> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const found = this.list(filter);
      if (found.length > 0 || Date.now() >= deadline) return found;
      await sleep(POLL_MS);
    }
  }

  find(id: number): StoredMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.mails = [];
  }
}
