import { Inject, Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { moneyToDb, parseMoney } from '../../../../common/money/money.js';
import { ENV, type Env } from '../../../../config/env.js';
import { FilterDefinitions } from '../data/filter-definitions.js';
import { readAttributeFilters, readFieldFilters } from '../domain/filter-syntax.js';
import { isPlain, type ProductSort, type ResolvedFilters } from '../domain/product-filters.js';
import type { ProductFiltersQuery } from './dto/product-filters.query.js';

/** Turns the parameters of a request into filters. */
@Injectable()
export class FilterReader {
  constructor(
    private readonly definitions: FilterDefinitions,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @param plainSort of a list: with plain filters it needs nothing looked up
   * @throws InvalidRequest for what cannot go together, InvalidMoney for a price with too many digits.
   */
  async read(query: ProductFiltersQuery, plainSort?: ProductSort): Promise<ResolvedFilters> {
    if (query.page !== undefined && query.cursor !== undefined) {
      throw new InvalidRequest('page and cursor exclude each other');
    }
    const filters = {
      category: query.category,
      brands: query.brand,
      collection: query.collection,
      attributes: readAttributeFilters(query.attribute ?? []),
      fields: readFieldFilters(query.field ?? []),
      minPrice: this.toColumn(query.minPrice),
      maxPrice: this.toColumn(query.maxPrice),
      minRating: query.minRating,
      inStock: query.inStock,
      featured: query.featured,
      withUnavailable: query.include?.includes('unavailable') ?? false,
    };
    const isReady =
      plainSort !== undefined && query.facets === undefined && isPlain(filters, plainSort);
    return isReady
      ? { ...filters, attributes: [], fields: [], groups: null }
      : this.definitions.resolve(filters);
  }

  private toColumn(price: string | undefined): string | undefined {
    return price === undefined ? undefined : moneyToDb(parseMoney(price, this.env.CURRENCY));
  }
}
