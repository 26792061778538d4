import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatMinor, parseMoney } from '../../../common/money/money.js';
import { ENV, type Env } from '../../../config/env.js';
import { KeptAnswers } from './kept-answers.js';
import { OutsideEngine } from './outside-engine.js';

/** What a carrier is asked: a parcel in the shop's unit of weight, and the methods that want a price. */
export interface CarrierQuestion {
  readonly country: string;
  readonly region: string | null;
  readonly currency: string;
  readonly methodCodes: readonly string[];
  readonly pieces: number;
  /** Hundredths of the shop's unit. */
  readonly weight: number;
  /** Of the goods before discounts, minor units. */
  readonly goods: number;
}

/** Price by method in minor units; a method that is missing is not offered for this parcel. */
export type CarrierPrices = Readonly<Record<string, number>>;

const answer = z.strictObject({
  quotes: z
    .array(
      z.object({
        methodCode: z.string().min(1).max(50),
        price: z.string().min(1).max(20),
        currency: z.string().length(3),
      }),
    )
    .max(100),
});

/** Port to a carrier that names prices, at SHIPPING_QUOTE_URL. */
@Injectable()
export class CarrierQuotes {
  private readonly engine: OutsideEngine | null;

  constructor(
    private readonly kept: KeptAnswers,
    @Inject(ENV) env: Env,
  ) {
    const { SHIPPING_QUOTE_URL: url, SHIPPING_QUOTE_SECRET: secret = null } = env;
    const timeoutMs = env.OUTSIDE_TIMEOUT_MS;
    this.engine =
      url === undefined ? null : new OutsideEngine({ name: 'carrier', url, secret, timeoutMs });
  }

  get isOn(): boolean {
    return this.engine !== null;
  }

  /** Null: nobody answers, the shop's own rates count. */
  async ask(question: CarrierQuestion): Promise<CarrierPrices | null> {
    const { engine } = this;
    if (engine === null) return null;
    return this.kept.get(engine.name, question, async () => {
      const { country, region, currency, methodCodes, pieces, weight, goods } = question;
      const said = await engine.ask({
        destination: { country, region },
        currency,
        methodCodes,
        pieces,
        weight: `${Math.floor(weight / 100)}.${String(weight % 100).padStart(2, '0')}`,
        goods: formatMinor(goods, currency),
      });
      if (said === null) return null;
      return pricesIn(said, question) ?? engine.refuse('the answer is no list of quotes');
    });
  }
}

/** Only methods that were asked for, in the currency that was asked for. */
function pricesIn(said: unknown, { methodCodes, currency }: CarrierQuestion): CarrierPrices | null {
  const parsed = answer.safeParse(said);
  if (!parsed.success) return null;
  try {
    const asked = parsed.data.quotes.filter(
      (quote) => methodCodes.includes(quote.methodCode) && quote.currency === currency,
    );
    return Object.fromEntries(
      asked.map(({ methodCode, price }) => [methodCode, parseMoney(price, currency).amount]),
    );
  } catch {
    return null;
  }
}
