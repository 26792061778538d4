import Negotiator from 'negotiator';
import { defineError } from '../errors/domain-error.js';

export class LocaleNotOffered extends defineError(
  'request.locale_not_offered',
  'validation',
  'The shop has no texts in this language',
) {}

export class CurrencyNotOffered extends defineError(
  'request.currency_not_offered',
  'validation',
  'The shop has no prices in this currency',
) {}

/** What a shop offers; the first locale is the language of the base texts. */
export interface StorefrontOffer {
  readonly locales: readonly string[];
  /** The shop's own currency. */
  readonly currency: string;
  readonly currencies: readonly string[];
}

/** Where a page may be read instead of the primary. */
export interface RowSource {
  query<Row extends object>(
    statement: { readonly name: string; readonly text: string },
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** In which language and currency a public answer is asked for. One frozen object for each pair. */
export interface StorefrontView {
  readonly locale: string;
  readonly currency: string;
  /** The locale, or null where the base texts are meant: the parameter `locale` of statements. */
  readonly otherLocale: string | null;
  /** The currency, or null where the shop's own is meant. */
  readonly otherCurrency: string | null;
  /** Both as one short text, for keys of caches: `vi/EUR`. */
  readonly key: string;
  /** A source that shows all that this page is made of; left out: the primary. */
  readonly reader?: RowSource;
}

/** Browsers send fewer than a hundred characters; of a longer header the rest is not read. */
const MAX_HEADER_LENGTH = 256;
const MAX_REMEMBERED = 1_000;

/** Finds the view of a request; the same few headers come again and again, so they are remembered. */
export class StorefrontViews {
  /** What is answered when nothing is asked for. */
  readonly base: StorefrontView;
  private readonly views = new Map<string, Map<string, StorefrontView>>();
  private readonly locales: readonly string[];
  private readonly byTag: ReadonlyMap<string, string>;
  private readonly byHeader = new Map<string, string>();

  constructor(offer: StorefrontOffer) {
    const { currency } = offer;
    const [baseLocale = 'en'] = offer.locales;
    this.locales = offer.locales;
    this.byTag = new Map(offer.locales.map((locale) => [locale.toLowerCase(), locale]));
    for (const locale of [baseLocale, ...offer.locales]) {
      const ofLocale = [currency, ...offer.currencies].map((code) => {
        const view = Object.freeze({
          locale,
          currency: code,
          otherLocale: locale === baseLocale ? null : locale,
          otherCurrency: code === currency ? null : code,
          key: `${locale}/${code}`,
        });
        return [code, view] as const;
      });
      this.views.set(locale, new Map(ofLocale));
    }
    this.base = this.viewOf(baseLocale, currency);
  }

  /**
   * The view of a header and the two query parameters as they came. A parameter is an order and is
   * refused when it cannot be kept; the header is a wish, and what cannot be kept is the base locale.
   *
   * @throws LocaleNotOffered, CurrencyNotOffered
   */
  of(acceptLanguage: string | undefined, locale?: unknown, currency?: unknown): StorefrontView {
    const wanted = locale === undefined ? this.negotiate(acceptLanguage) : this.localeOf(locale);
    return this.viewOf(wanted, currency ?? this.base.currency);
  }

  /** {@link of} for whoever has only the raw request: a hook that runs before it is parsed. */
  ofRequest(acceptLanguage: string | undefined, url: string): StorefrontView {
    const from = url.indexOf('?');
    if (from < 0) return this.viewOf(this.negotiate(acceptLanguage), this.base.currency);
    const query = new URLSearchParams(url.slice(from + 1));
    const [locale, currency] = [query.getAll('locale'), query.getAll('currency')];
    return this.of(acceptLanguage, oneOf(locale), oneOf(currency));
  }

  /** `vi-VN` means `vi` where there is nothing closer. */
  private localeOf(tag: unknown): string {
    if (typeof tag !== 'string') throw new LocaleNotOffered();
    const lower = tag.toLowerCase();
    const found = this.byTag.get(lower) ?? this.byTag.get(lower.split('-', 1)[0] ?? '');
    if (found === undefined) throw new LocaleNotOffered();
    return found;
  }

  private viewOf(locale: string, currency: unknown): StorefrontView {
    const view = typeof currency === 'string' ? this.views.get(locale)?.get(currency) : undefined;
    if (view === undefined) throw new CurrencyNotOffered();
    return view;
  }

  private negotiate(header: string | undefined): string {
    if (header === undefined) return this.base.locale;
    const text = header.length > MAX_HEADER_LENGTH ? cut(header) : header;
    const known = this.byHeader.get(text);
    if (known !== undefined) return known;
    const headers = { 'accept-language': text };
    const locale = new Negotiator({ headers }).language(this.locales) ?? this.base.locale;
    if (this.byHeader.size >= MAX_REMEMBERED) this.byHeader.clear();
    this.byHeader.set(text, locale);
    return locale;
  }
}

/** Up to the last whole language within the limit. */
function cut(header: string): string {
  const start = header.slice(0, MAX_HEADER_LENGTH);
  return start.slice(0, Math.max(0, start.lastIndexOf(',')));
}

/** One value as text, none as undefined; several are given on as they are, and refused. */
function oneOf(values: readonly string[]): unknown {
  return values.length > 1 ? values : values[0];
}
