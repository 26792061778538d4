import type { Alarm } from '../../../alarms/alarm.entity.js';
import type { MailContent, MailLanguage } from '../../mail/mail.types.js';

const WORDS = {
  en: {
    alarm: 'Alarm',
    kind: 'Kind',
    about: 'About',
    raised: 'Raised',
    once: 'There is no second mail while it is open. GET /api/v1/admin/alarms shows all that is.',
  },
  vi: {
    alarm: 'Cảnh báo',
    kind: 'Loại',
    about: 'Đối tượng',
    raised: 'Thời điểm',
    once: 'Sẽ không có thư thứ hai khi cảnh báo này còn mở. GET /api/v1/admin/alarms liệt kê mọi cảnh báo đang mở.',
  },
} as const;

/** Tells the operators that something has to be looked at. */
export function alarmMail(
  { kind, subject, detail, raisedAt }: Pick<Alarm, 'kind' | 'subject' | 'detail' | 'raisedAt'>,
  language: MailLanguage,
): MailContent {
  const words = WORDS[language];
  return {
    language,
    subject: `${words.alarm}: ${kind} ${subject}`,
    blocks: [
      { kind: 'paragraph', text: detail },
      {
        kind: 'table',
        rows: [
          [words.kind, kind],
          [words.about, subject],
          [words.raised, raisedAt.toISOString()],
        ],
      },
      { kind: 'paragraph', text: words.once },
    ],
  };
}
