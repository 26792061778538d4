import { renderMail } from '../../../mail/mail.service.js';
import type { RenderedMail } from '../../../mail/mail.types.js';
import type { FactorNotice } from '../mfa.types.js';

/** Whom a notice is for. */
export interface NoticeReader {
  readonly firstName: string;
  /** PUBLIC_URL of the shop; never taken from a request. */
  readonly publicUrl: string;
  readonly recoveryCodesLeft: number;
}

interface NoticeText {
  readonly subject: string;
  readonly text: string;
}

const NOT_YOU =
  'It was not you? Choose a new password with "forgot password", end all sessions, and write to us.';

const TEXTS: Readonly<Record<FactorNotice, NoticeText>> = {
  mfa_on: {
    subject: 'Two-factor login is on',
    text: 'an authenticator app was set up for your account: from now on each login asks for its code.',
  },
  mfa_off: {
    subject: 'Two-factor login is off',
    text: 'the authenticator app was removed from your account: logins ask for the password alone.',
  },
  mfa_removed_by_staff: {
    subject: 'Two-factor login was removed',
    text: 'our staff removed the authenticator app from your account: logins ask for the password alone.',
  },
  mfa_guessed: {
    subject: 'Somebody is trying to log in to your account',
    text: 'somebody gave the right password and then five wrong codes of the authenticator app.',
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    text: 'one of the recovery codes of your account was used in place of the authenticator app.',
  },
  recovery_codes_renewed: {
    subject: 'New recovery codes',
    text: 'new recovery codes were made for your account; the ones before are void.',
  },
  identity_linked: {
    subject: 'Another way to log in',
    text: 'an account at a login provider was linked: it can be used to log in from now on.',
  },
  identity_unlinked: {
    subject: 'A way to log in was removed',
    text: 'an account at a login provider was unlinked: it can no longer be used to log in.',
  },
};

/** The mail that tells an owner what happened to the ways into his account. */
export function factorNoticeMail(notice: FactorNotice, reader: NoticeReader): RenderedMail {
  const { subject, text } = TEXTS[notice];
  const left = `Recovery codes that are left: ${reader.recoveryCodesLeft}.`;
  return renderMail({
    subject,
    greeting: `Hello ${reader.firstName},`,
    blocks: [
      { kind: 'paragraph', text },
      ...(notice === 'recovery_code_used' ? [{ kind: 'paragraph' as const, text: left }] : []),
      { kind: 'paragraph', text: NOT_YOU },
      { kind: 'paragraph', text: `Shop: ${reader.publicUrl}` },
    ],
  });
}
