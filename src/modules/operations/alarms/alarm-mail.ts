import type { Alarm } from '../../../alarms/alarm.entity.js';
import type { MailContent } from '../../mail/mail.types.js';

/** Tells the operators that something has to be looked at. */
export function alarmMail({
  kind,
  subject,
  detail,
  raisedAt,
}: Pick<Alarm, 'kind' | 'subject' | 'detail' | 'raisedAt'>): MailContent {
  return {
    subject: `Alarm: ${kind} ${subject}`,
    blocks: [
      { kind: 'paragraph', text: detail },
      {
        kind: 'table',
        rows: [
          ['Kind', kind],
          ['About', subject],
          ['Raised', raisedAt.toISOString()],
        ],
      },
      {
        kind: 'paragraph',
        text: 'There is no second mail while it is open. GET /api/v1/admin/alarms shows all that is.',
      },
    ],
  };
}
