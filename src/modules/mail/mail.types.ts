/** A mail ready to go; the feature that owns the data made it with {@link renderMail}. */
export interface OutgoingMail {
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /**
   * Identity of the mail without brackets and host, `verification-<row id>`: a second try of one
   * job sends the same one, and mail programs show it once.
   */
  readonly messageId: string;
  /** What it is about, for the log: `order-confirmation`. */
  readonly template: string;
  /** The last one to an address that the shop forgets: the log does not know whom it was to. */
  readonly isLast?: boolean;
  /** Where one POST stops mails of this kind (RFC 8058): for whatever was subscribed to. */
  readonly unsubscribeUrl?: string;
}

/** One part of a mail; all texts are plain, escaping is the layout's work. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Something to copy: set off, in a fixed font. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  /** Two columns: order lines and sums, an address. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly [string, string])[] };

/** Languages that mails are written in. */
export type MailLanguage = 'en' | 'vi';

/** The language of a mail to whoever prefers a locale: the first of those named that is known, else English. */
export function mailLanguage(...locales: readonly (string | null | undefined)[]): MailLanguage {
  const wanted = locales.find((locale) => locale !== null && locale !== undefined);
  return /^vi\b/i.test(wanted ?? '') ? 'vi' : 'en';
}

export interface MailContent {
  /** Of the words in it; English when left out. */
  readonly language?: MailLanguage;
  readonly subject: string;
  /** `Hello Alice,`; left out for mails to nobody in particular. */
  readonly greeting?: string;
  readonly blocks: readonly MailBlock[];
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
