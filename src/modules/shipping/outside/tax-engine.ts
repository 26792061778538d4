import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ENV, type Env } from '../../../config/env.js';
import type { TaxRate } from '../shipping.types.js';
import { KeptAnswers } from './kept-answers.js';
import { OutsideEngine } from './outside-engine.js';

/** What a tax engine is asked: which rates count for these classes at this address. */
export interface TaxQuestion {
  readonly country: string;
  readonly region: string | null;
  readonly classes: readonly string[];
}

const answer = z.strictObject({
  rates: z
    .array(
      z.object({
        taxClass: z.string().min(1).max(50),
        name: z.string().min(1).max(100),
        rate: z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/),
      }),
    )
    .max(100)
    .refine((rates) => new Set(rates.map(({ taxClass }) => taxClass)).size === rates.length),
});

/**
 * Port to a tax engine, at TAX_ENGINE_URL. It names rates and no amounts: `price()` stays the one place
 * that rounds, so that lines sum to totals whoever knows the rate.
 */
@Injectable()
export class TaxEngine {
  private readonly engine: OutsideEngine | null;

  constructor(
    private readonly kept: KeptAnswers,
    @Inject(ENV) env: Env,
  ) {
    const { TAX_ENGINE_URL: url, TAX_ENGINE_SECRET: secret = null } = env;
    const timeoutMs = env.OUTSIDE_TIMEOUT_MS;
    this.engine =
      url === undefined ? null : new OutsideEngine({ name: 'tax', url, secret, timeoutMs });
  }

  get isOn(): boolean {
    return this.engine !== null;
  }

  /** The rates of the address; a class without one is taxed as `standard`. Null: nobody answers, the shop's own count. */
  async ask(question: TaxQuestion): Promise<readonly TaxRate[] | null> {
    const { engine } = this;
    if (engine === null) return null;
    const said = await this.kept.get(engine.name, question, async () => {
      const { country, region, classes } = question;
      const spoken = await engine.ask({ destination: { country, region }, classes });
      if (spoken === null) return null;
      const parsed = answer.safeParse(spoken);
      return parsed.success ? parsed.data.rates : engine.refuse('the answer is no list of rates');
    });
    if (said === null) return null;
    return said.map(({ taxClass, name, rate }) => {
      return { id: `outside:${taxClass}`, name, region: null, taxClass, rate };
    });
  }
}
