import {
  accountExistsMail,
  addressWantedMail,
  changeEmailMail,
  resetMail,
  verificationMail,
} from '../modules/auth/domain/account-mail-texts.js';
import { noticeMail } from '../modules/auth/domain/notice-texts.js';
import { factorNoticeMail } from '../modules/auth/mfa/domain/factor-notice-texts.js';
import { FACTOR_NOTICES } from '../modules/auth/mfa/mfa.types.js';
import { lowStockMail } from '../modules/inventory/mails/low-stock-mail.js';
import { renderMail } from '../modules/mail/mail.service.js';
import {
  type MailContent,
  mailLanguage,
  type MailLanguage,
  type RenderedMail,
} from '../modules/mail/mail.types.js';
import { alarmMail } from '../modules/operations/alarms/alarm-mail.js';
import { draftMail } from '../modules/orders/mails/draft-mail.js';
import { orderConfirmationMail } from '../modules/orders/mails/order-mail.js';
import { orderNoticeMail } from '../modules/orders/mails/order-notice.js';
import { ORDER_NOTICES } from '../modules/orders/orders.jobs.js';
import { exportLinkMail } from '../modules/privacy/domain/export-link-mail.js';
import { alertMail } from '../modules/wishlists/domain/alert-mail.js';
import { ALERT_KINDS } from '../modules/wishlists/wishlists.types.js';
import { SAMPLE_ORDER, SAMPLE_STOCK, SUBJECTS } from './mail-samples.js';

type Write = (language: MailLanguage) => MailContent;

const SHOP = 'http://127.0.0.1:3000';
const CODE = '3F9A61C07B2D4E85';
const ACCOUNT_NOTICES = [
  'password_changed',
  'email_change_requested',
  'email_changed',
  'phone_changed',
  'account_deleted',
] as const;

const about = (language: MailLanguage) => ({
  language,
  firstName: 'Alice',
  publicUrl: SHOP,
  code: CODE,
  recoveryCodesLeft: 7,
});
const named = (name: string): string => name.replaceAll('_', '-');

const PREVIEWS: Readonly<Record<string, Write>> = {
  'verify-email': (language) => verificationMail(about(language)),
  'reset-password': (language) => resetMail(about(language)),
  'account-exists': (language) => accountExistsMail(about(language)),
  'change-email': (language) => changeEmailMail(about(language)),
  'address-wanted': (language) => addressWantedMail(about(language)),
  ...previews(ACCOUNT_NOTICES, '', (kind, language) => noticeMail(kind, about(language))),
  ...previews(FACTOR_NOTICES, '', (kind, language) => factorNoticeMail(kind, about(language))),
  'order-confirmation': (language) =>
    orderConfirmationMail(SAMPLE_ORDER, `${SHOP}/invoice.pdf`, language),
  ...previews(ORDER_NOTICES, 'order-', (notice, language) =>
    orderNoticeMail({ ...SAMPLE_ORDER, locale: language }, notice, SUBJECTS[notice] ?? null),
  ),
  'order-draft': (language) => draftMail(language, 'Alice Byron', `${SHOP}/order-drafts?token=…`),
  ...previews(ALERT_KINDS, '', (kind, language) =>
    alertMail(language, {
      kind,
      firstName: 'Alice',
      productName: 'Linen shirt',
      variantName: 'White / M',
      price: '39.90 USD',
      productUrl: `${SHOP}/api/v1/products/linen-shirt`,
      unsubscribeUrl: `${SHOP}/api/v1/alerts/unsubscribe?code=…`,
    }),
  ),
  'export-link': (language) =>
    exportLinkMail({ language, firstName: 'Alice', url: `${SHOP}/export`, days: 7 }),
  'low-stock': (language) => lowStockMail(SAMPLE_STOCK, language),
  alarm: (language) =>
    alarmMail(
      {
        kind: 'webhook-paused',
        subject: SAMPLE_ORDER.id,
        detail: 'The webhook endpoint at example.com has refused everything for 72 hours.',
        raisedAt: new Date(0),
      },
      language,
    ),
};

/** Names of all mails that the shop writes; the same as in the log of mails. */
export const MAIL_PREVIEWS: readonly string[] = Object.keys(PREVIEWS);

/** A mail with made-up data. @returns null when there is none of this name */
export function previewMail(name: string, locale: string | null): RenderedMail | null {
  const write = Object.hasOwn(PREVIEWS, name) ? PREVIEWS[name] : undefined;
  return write === undefined ? null : renderMail(write(mailLanguage(locale)));
}

function previews<Kind extends string>(
  kinds: readonly Kind[],
  prefix: string,
  write: (kind: Kind, language: MailLanguage) => MailContent,
): Record<string, Write> {
  return Object.fromEntries(
    kinds.map((kind) => [prefix + named(kind), (language: MailLanguage) => write(kind, language)]),
  );
}
