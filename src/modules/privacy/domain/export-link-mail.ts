import type { MailContent, MailLanguage } from '../../mail/mail.types.js';

/** Whom the link is for, where it leads and how long it works. */
export interface ExportLinkMail {
  readonly language: MailLanguage;
  readonly firstName: string;
  readonly url: string;
  readonly days: number;
}

interface Words {
  readonly subject: string;
  readonly greeting: (name: string) => string;
  readonly here: string;
  readonly download: string;
  readonly secret: (days: number) => string;
  readonly notYou: string;
}

const WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    subject: 'The copy of your data is ready',
    greeting: (name) => `Hello ${name},`,
    here: 'you asked for a copy of everything the shop has stored about you. Here it is:',
    download: 'Download it',
    secret: (days) =>
      `The link works for ${days} days. Whoever has it can read your data: do not pass this mail on.`,
    notYou: 'You did not ask? Then somebody knows your password: change it, and end all sessions.',
  },
  vi: {
    subject: 'Bản sao dữ liệu của bạn đã sẵn sàng',
    greeting: (name) => `Xin chào ${name},`,
    here: 'bạn đã yêu cầu bản sao mọi dữ liệu mà cửa hàng lưu trữ về bạn. Bạn có thể tải về tại đây:',
    download: 'Tải về',
    secret: (days) =>
      `Liên kết có hiệu lực trong ${days} ngày. Ai có liên kết đều có thể đọc dữ liệu của bạn: xin đừng chuyển tiếp thư này.`,
    notYou:
      'Bạn không yêu cầu? Có thể ai đó biết mật khẩu của bạn: hãy đổi mật khẩu và kết thúc mọi phiên đăng nhập.',
  },
};

/** The mail that leads a person to the copy of his data. */
export function exportLinkMail({ language, firstName, url, days }: ExportLinkMail): MailContent {
  const words = WORDS[language];
  return {
    language,
    subject: words.subject,
    greeting: words.greeting(firstName),
    blocks: [
      { kind: 'paragraph', text: words.here },
      { kind: 'link', label: words.download, url },
      { kind: 'paragraph', text: words.secret(days) },
      { kind: 'paragraph', text: words.notYou },
    ],
  };
}
