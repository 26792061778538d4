import { Module } from '@nestjs/common';
import { CarrierQuotes } from './outside/carrier-quotes.js';
import { KeptAnswers } from './outside/kept-answers.js';
import { OutsideRates } from './outside/outside-rates.js';
import { TaxEngine } from './outside/tax-engine.js';

/** Carriers and tax engines outside, for those who price baskets. */
@Module({
  providers: [KeptAnswers, CarrierQuotes, TaxEngine, OutsideRates],
  exports: [OutsideRates],
})
export class ShippingModule {}
