import { Injectable } from '@nestjs/common';
import {
  type Destination,
  SHIPPING_TAX_CLASS,
  type ShippingRate,
  type TaxRate,
  type TaxSource,
} from '../shipping.types.js';
import { type CarrierPrices, type CarrierQuestion, CarrierQuotes } from './carrier-quotes.js';
import { TaxEngine, type TaxQuestion } from './tax-engine.js';

/** The part of a basket that decides shipping and tax; what is not about it stays untouched. */
export interface RatedBasket {
  readonly currency: string;
  readonly destination: Destination;
  readonly lines: readonly RatedLine[];
  readonly shippingRates: readonly ShippingRate[];
  readonly taxRates: readonly TaxRate[];
  /** Whose the tax rates are. Left out: the shop's. */
  readonly taxSource?: TaxSource;
}

interface RatedLine {
  readonly unitPrice: number;
  readonly quantity: number;
  readonly weight: number;
  readonly requiresShipping: boolean;
  readonly taxable: boolean;
  readonly taxClass: string;
}

/** What was asked for a basket, and what came. */
export interface OutsideAnswers {
  readonly asked: string;
  /** Null: not asked, or no answer. */
  readonly carrier: CarrierPrices | null;
  readonly taxes: readonly TaxRate[] | null;
}

/**
 * Lets carriers and tax engines outside say what a basket's shipping and tax rates are. Asking takes time:
 * never inside of a transaction. Where nobody answers in time the shop's own rates count.
 */
@Injectable()
export class OutsideRates {
  constructor(
    private readonly carrier: CarrierQuotes,
    private readonly taxes: TaxEngine,
  ) {}

  /** False: there is nobody to ask, and every basket is complete as it is. */
  get isOn(): boolean {
    return this.carrier.isOn || this.taxes.isOn;
  }

  /** The basket with the rates from outside. */
  async complete<T extends RatedBasket>(basket: T): Promise<T> {
    if (!this.isOn) return basket;
    return this.apply(basket, await this.ask(basket)) ?? basket;
  }

  /** Asks for a basket; {@link apply} puts the answers in. */
  async ask(basket: RatedBasket): Promise<OutsideAnswers> {
    const { carrier, taxes } = this.questionsOf(basket);
    const [prices, rates] = await Promise.all([
      carrier === null ? null : this.carrier.ask(carrier),
      taxes === null ? null : this.taxes.ask(taxes),
    ]);
    return { asked: JSON.stringify({ carrier, taxes }), carrier: prices, taxes: rates };
  }

  /** Null: the answers are to another basket, it has changed since. */
  apply<T extends RatedBasket>(basket: T, answers: OutsideAnswers): T | null {
    const questions = this.questionsOf(basket);
    if (JSON.stringify(questions) !== answers.asked) return null;
    const { shippingRates, taxRates } = basket;
    return {
      ...basket,
      shippingRates: this.carrier.isOn
        ? shippingRates.flatMap((rate) => named(rate, answers.carrier))
        : shippingRates,
      taxRates: answers.taxes ?? taxRates,
      ...(questions.taxes === null ? {} : { taxSource: taxSourceOf(answers) }),
    };
  }

  private questionsOf(basket: RatedBasket): {
    readonly carrier: CarrierQuestion | null;
    readonly taxes: TaxQuestion | null;
  } {
    return {
      carrier: this.carrier.isOn ? carrierQuestion(basket) : null,
      taxes: this.taxes.isOn ? taxQuestion(basket) : null,
    };
  }
}

/** Null: no method asks a carrier, or nothing has to be sent. */
function carrierQuestion(basket: RatedBasket): CarrierQuestion | null {
  const { currency, destination, shippingRates } = basket;
  const codes = shippingRates.filter(({ asksCarrier }) => asksCarrier).map(({ code }) => code);
  const parcel = basket.lines.filter(({ requiresShipping }) => requiresShipping);
  if (codes.length === 0 || parcel.length === 0) return null;
  const sum = (of: (line: RatedLine) => number) =>
    parcel.reduce((all, line) => all + of(line) * line.quantity, 0);
  return {
    country: destination.country,
    region: destination.region,
    currency,
    methodCodes: [...new Set(codes)].sort(),
    pieces: sum(() => 1),
    weight: sum(({ weight }) => weight),
    goods: sum(({ unitPrice }) => unitPrice),
  };
}

/** Null: nothing of the basket is taxed. */
function taxQuestion({ destination, lines }: RatedBasket): TaxQuestion | null {
  const taxed = lines.filter(({ taxable }) => taxable).map(({ taxClass }) => taxClass);
  const sent = lines.some(({ requiresShipping }) => requiresShipping);
  const classes = [...new Set([...taxed, ...(sent ? [SHIPPING_TAX_CLASS] : [])])].sort();
  if (classes.length === 0) return null;
  return { country: destination.country, region: destination.region, classes };
}

function taxSourceOf({ taxes }: OutsideAnswers): TaxSource {
  return taxes === null ? 'fallback' : 'tax_engine';
}

/** The rate with the carrier's price; none where he does not take this parcel. */
function named(rate: ShippingRate, prices: CarrierPrices | null): ShippingRate[] {
  if (!rate.asksCarrier) return [rate];
  if (prices === null) return [{ ...rate, isEstimate: true }];
  const price = Object.hasOwn(prices, rate.code) ? prices[rate.code] : undefined;
  return price === undefined ? [] : [{ ...rate, price, isCarrierPrice: true }];
}
