import { ListedPricesRepository } from './data/listed-prices.repository.js';
import { PriceListsRepository } from './data/price-lists.repository.js';
import { ListedPricesController } from './http/listed-prices.controller.js';
import { PriceListsController } from './http/price-lists.controller.js';
import { ChangePriceList } from './use-cases/change-price-list.js';
import { CreatePriceList } from './use-cases/create-price-list.js';
import { DeletePriceList } from './use-cases/delete-price-list.js';
import { ReadPriceLists } from './use-cases/read-price-lists.js';
import { SaveListedPrices } from './use-cases/save-listed-prices.js';

/** Prices by group of customers and quantity. */
export const PRICE_LIST_CONTROLLERS = [PriceListsController, ListedPricesController];

export const PRICE_LIST_PROVIDERS = [
  PriceListsRepository,
  ListedPricesRepository,
  ReadPriceLists,
  CreatePriceList,
  ChangePriceList,
  DeletePriceList,
  SaveListedPrices,
];
