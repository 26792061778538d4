import { renderMail } from '../../mail/mail.service.js';
import type { RenderedMail } from '../../mail/mail.types.js';

/** Whom a mail with a code is for. */
export interface CodeMail {
  readonly firstName: string;
  readonly code: string;
  /** PUBLIC_URL of the shop; never taken from a request. */
  readonly publicUrl: string;
}

/** The mail after registration. */
export function verificationMail({ firstName, code, publicUrl }: CodeMail): RenderedMail {
  return renderMail({
    subject: 'Confirm your e-mail address',
    greeting: `Hello ${firstName},`,
    blocks: [
      paragraph('welcome to the shop. This code confirms that the address is yours:'),
      { kind: 'code', text: code },
      paragraph('It works once and for 24 hours. Enter it where the shop asks for it.'),
      paragraph(`Shop: ${publicUrl}`),
      paragraph('You did not register? Then leave the code unused, and nothing more will happen.'),
    ],
  });
}

/** The mail for a forgotten password. */
export function resetMail({ firstName, code, publicUrl }: CodeMail): RenderedMail {
  return renderMail({
    subject: 'Choose a new password',
    greeting: `Hello ${firstName},`,
    blocks: [
      paragraph('somebody, probably you, asked for a new password. This code lets you choose one:'),
      { kind: 'code', text: code },
      paragraph('It works once and for one hour, and ends all sessions of your account.'),
      paragraph(`Shop: ${publicUrl}`),
      paragraph('You did not ask? Then leave the code unused: your password stays as it is.'),
    ],
  });
}

/** The mail to the owner of an address that somebody tried to register again. */
export function accountExistsMail(firstName: string, publicUrl: string): RenderedMail {
  return renderMail({
    subject: 'You already have an account',
    greeting: `Hello ${firstName},`,
    blocks: [
      paragraph('somebody, probably you, tried to register with this e-mail address.'),
      paragraph('It has an account already: log in, or ask for a new password if you forgot it.'),
      paragraph(`Shop: ${publicUrl}`),
      paragraph('It was not you? Nothing was changed, and you need not do anything.'),
    ],
  });
}

/** The mail to the address that an account is to have. */
export function changeEmailMail({ firstName, code, publicUrl }: CodeMail): RenderedMail {
  return renderMail({
    subject: 'Confirm your new e-mail address',
    greeting: `Hello ${firstName},`,
    blocks: [
      paragraph('this code makes this e-mail address the one of your account:'),
      { kind: 'code', text: code },
      paragraph('It works once and for one hour. Enter it where you asked for the change.'),
      paragraph(`Shop: ${publicUrl}`),
      paragraph('You did not ask? Then leave the code unused, and nothing more will happen.'),
    ],
  });
}

/** The mail to the owner of an address that somebody wanted for another account. */
export function addressWantedMail(firstName: string, publicUrl: string): RenderedMail {
  return renderMail({
    subject: 'Somebody wanted to use your e-mail address',
    greeting: `Hello ${firstName},`,
    blocks: [
      paragraph('somebody, perhaps you, wanted to give this e-mail address to another account.'),
      paragraph(
        'It belongs to yours, so nothing was changed. To use it there, free it here first.',
      ),
      paragraph(`Shop: ${publicUrl}`),
      paragraph('It was not you? Nothing was changed, and you need not do anything.'),
    ],
  });
}

function paragraph(text: string): { kind: 'paragraph'; text: string } {
  return { kind: 'paragraph', text };
}
