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

/** Languages of the layout's own words. */
export type MailLanguage = 'en' | 'vi';

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
