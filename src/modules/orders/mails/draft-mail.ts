import type { MailContent, MailLanguage } from '../../mail/mail.types.js';
import { NOTICE_WORDS } from './notice-words.js';

/** The mail with the link to what staff has prepared. */
export function draftMail(
  language: MailLanguage,
  recipient: string | undefined,
  url: string,
): MailContent {
  const { greeting, draft: words } = NOTICE_WORDS[language];
  return {
    language,
    subject: words.subject,
    ...(recipient === undefined ? {} : { greeting: greeting(recipient) }),
    blocks: [
      { kind: 'paragraph', text: words.text },
      { kind: 'link', label: words.link, url },
      { kind: 'paragraph', text: words.secret },
    ],
  };
}
