import { Module } from '@nestjs/common';
import { MethodsRepository } from './data/methods.repository.js';
import { TaxRatesRepository } from './data/tax-rates.repository.js';
import { ZonesRepository } from './data/zones.repository.js';
import { MethodsController } from './http/methods.controller.js';
import { TaxRatesController } from './http/tax-rates.controller.js';
import { ZonesController } from './http/zones.controller.js';
import { ReadMethods } from './use-cases/read-methods.js';
import { ReadTaxRates } from './use-cases/read-tax-rates.js';
import { ReadZones } from './use-cases/read-zones.js';
import { SaveMethod } from './use-cases/save-method.js';
import { SaveTaxRate } from './use-cases/save-tax-rate.js';
import { SaveZone } from './use-cases/save-zone.js';

/** What staff keeps of shipping and taxes. */
@Module({
  controllers: [ZonesController, MethodsController, TaxRatesController],
  providers: [
    ZonesRepository,
    ReadZones,
    SaveZone,
    MethodsRepository,
    ReadMethods,
    SaveMethod,
    TaxRatesRepository,
    ReadTaxRates,
    SaveTaxRate,
  ],
})
export class ShippingHttpModule {}
