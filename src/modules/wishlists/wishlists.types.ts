/** back_in_stock: can be bought again. price_drop: can be bought for no more than a limit. */
export const ALERT_KINDS = ['back_in_stock', 'price_drop'] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Languages that the mails are written in. */
export const MAIL_LOCALES = ['en', 'vi'] as const;

export type MailLocale = (typeof MAIL_LOCALES)[number];
