import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../common/crypto/blind-index.js';
import type { TimePosition } from '../../common/http/time-cursor.js';
import { Db } from '../../database/db.js';
import type { OutgoingMail } from './mail.types.js';

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** No row when the mail has gone already: what comes twice for one event is one mail. */
const BEGIN = {
  name: 'mail-log-begin',
  text: `INSERT INTO mail_deliveries AS d (message_id, template, recipient_hash) VALUES (left($1, 200), left($2, 60), $3)
    ON CONFLICT (message_id) DO UPDATE SET state = 'sending', tries = d.tries + 1
    WHERE d.state <> 'sent' RETURNING d.id`,
};

const SENT = {
  name: 'mail-log-sent',
  text: `UPDATE mail_deliveries SET state = 'sent', sent_at = now(), last_error = NULL WHERE id = $1`,
};

const FAILED = {
  name: 'mail-log-failed',
  text: `UPDATE mail_deliveries SET state = 'failed', last_error = left($2, 500) WHERE id = $1 AND state <> 'sent'`,
};

/** In batches: a night may have many to clear away. */
const PRUNE = {
  name: 'mail-log-prune',
  text: `DELETE FROM mail_deliveries WHERE id IN (
    SELECT id FROM mail_deliveries WHERE created_at < now() - $1 * interval '1 day' ORDER BY created_at LIMIT $2)
    RETURNING id`,
};
const BATCH = 5_000;

const LIST = {
  name: 'mail-log-list',
  text: `SELECT d.id, d.message_id AS "messageId", d.template, d.state, d.tries, d.last_error AS "lastError",
      ${TIME('d.sent_at')} AS "sentAt", ${TIME('d.created_at')} AS "createdAt", ${TIME('d.updated_at')} AS "updatedAt",
      d.created_at::text AS at
    FROM mail_deliveries d
    WHERE ($1::text IS NULL OR d.state = $1) AND ($2::text IS NULL OR d.template = $2)
      AND ($3::text IS NULL OR d.recipient_hash = $3)
      AND ($4::timestamptz IS NULL OR (d.created_at, d.id) < ($4::timestamptz, $5::uuid))
    ORDER BY d.created_at DESC, d.id DESC LIMIT $6`,
};

/** One mail as staff sees it. */
export interface MailLogView {
  readonly id: string;
  readonly messageId: string;
  readonly template: string;
  readonly state: MailState;
  readonly tries: number;
  readonly lastError: string | null;
  readonly sentAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type MailState = 'sending' | 'sent' | 'failed';

/** Which mails to show; null asks nothing. */
export interface MailFilter {
  readonly state: MailState | null;
  readonly template: string | null;
  /** An address; it is looked for by its keyed digest. */
  readonly recipient: string | null;
}

/** The log of mails. A `sending` that stays was cut off in the middle. */
@Injectable()
export class MailLog {
  constructor(
    private readonly db: Db,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** @returns the row to end; null when this mail has gone before */
  async begin({ messageId, template, to, isLast }: OutgoingMail): Promise<string | null> {
    const address = isLast === true ? messageId : to.trim().toLowerCase();
    const recipient = this.blindIndex.of(address);
    const [row] = await this.db.query<{ id: string }>(BEGIN, [messageId, template, recipient]);
    return row?.id ?? null;
  }

  async sent(id: string): Promise<void> {
    await this.db.query(SENT, [id]);
  }

  /** The newest first; one more than asked for when there is a next page. */
  list(
    { state, template, recipient }: MailFilter,
    after: TimePosition | null,
    limit: number,
  ): Promise<(MailLogView & { readonly at: string })[]> {
    const hash = recipient === null ? null : this.blindIndex.of(recipient.trim().toLowerCase());
    const values = [state, template, hash, after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.query<MailLogView & { at: string } & Record<string, unknown>>(LIST, values);
  }

  /** Clears away what is older. */
  async prune(days: number): Promise<number> {
    let all = 0;
    for (;;) {
      const gone = await this.db.query<{ id: string }>(PRUNE, [days, BATCH]);
      all += gone.length;
      if (gone.length < BATCH) return all;
    }
  }

  /** @param reason names no address */
  async failed(id: string, reason: string): Promise<void> {
    await this.db.query(FAILED, [id, reason.replaceAll('\0', '')]);
  }
}
