import { ApiProperty } from '@nestjs/swagger';
import type { MailLogView } from '../mail-log.js';

export class MailLogResponse {
  id: string;

  /** The same for every try of one event; the id in it is that of the code, order or notice. */
  messageId: string;

  /** @example "order-confirmation" */
  template: string;

  /** `sending` that stays: its worker was cut off; the next try goes on. */
  @ApiProperty({ enum: ['sending', 'sent', 'failed'] })
  state: string;

  /** @example 1 */
  tries: number;

  lastError: string | null;

  /** When the mail server took it. */
  sentAt: string | null;

  createdAt: string;

  updatedAt: string;
}

/** Exactly what staff sees of a mail. */
export function toMailLogResponse(mail: MailLogView): MailLogResponse {
  const { id, messageId, template, state, tries, lastError, sentAt, createdAt, updatedAt } = mail;
  return { id, messageId, template, state, tries, lastError, sentAt, createdAt, updatedAt };
}
