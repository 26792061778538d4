import { PricesRepository } from './data/prices.repository.js';
import { PricesController } from './http/prices.controller.js';
import { ReadPrices } from './use-cases/read-prices.js';
import { SavePrice } from './use-cases/save-price.js';
import { SavePrices } from './use-cases/save-prices.js';

/** Prices in other currencies and the history of prices. */
export const PRICE_CONTROLLERS = [PricesController];

export const PRICE_PROVIDERS = [PricesRepository, ReadPrices, SavePrice, SavePrices];
