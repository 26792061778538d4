import { renderMail } from '../../mail/mail.service.js';
import type { RenderedMail } from '../../mail/mail.types.js';
import type { NoticeKind } from '../auth.types.js';

interface NoticeText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

const TEXTS: Readonly<Record<NoticeKind, NoticeText>> = {
  password_changed: {
    subject: 'Your password was changed',
    paragraphs: [
      'the password of your account was changed just now.',
      'It was not you? Ask for a new password at once ("forgot password"): that ends all sessions of your account.',
    ],
  },
  email_change_requested: {
    subject: 'Your account is to get another e-mail address',
    paragraphs: [
      'somebody who is logged in to your account, probably you, asked for another e-mail address. A code went to that address; until it is entered nothing changes.',
      'It was not you? Change your password now and end the other sessions of your account.',
    ],
  },
  email_changed: {
    subject: 'The e-mail address of your account was changed',
    paragraphs: [
      'your account has another e-mail address from now on. This is the last message to the old one: it can no longer be used to log in or to choose a new password.',
      'It was not you? Then somebody else is in your account. If you can still log in with your user name, change the password and the address back; else write to the shop at once.',
    ],
  },
  phone_changed: {
    subject: 'The phone number of your account was changed',
    paragraphs: [
      'the phone number of your account was changed just now.',
      'It was not you? Change your password now and end the other sessions of your account.',
    ],
  },
  account_deleted: {
    subject: 'Your account was deleted',
    paragraphs: [
      'your account was deleted, and your personal data will be erased. Orders that are under way still come to you.',
      'It was not you? Write to the shop at once.',
    ],
  },
};

/** The mail that tells an owner what was changed. */
export function noticeMail(
  kind: NoticeKind,
  { firstName, publicUrl }: { readonly firstName: string; readonly publicUrl: string },
): RenderedMail {
  const { subject, paragraphs } = TEXTS[kind];
  // The name may be erased by the time that the last mail goes.
  const greeting = kind === 'account_deleted' ? 'Hello,' : `Hello ${firstName},`;
  const texts = [...paragraphs, `Shop: ${publicUrl}`];
  return renderMail({
    subject,
    greeting,
    blocks: texts.map((text) => ({ kind: 'paragraph', text })),
  });
}
