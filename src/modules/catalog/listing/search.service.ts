import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { KeepSearch } from './use-cases/keep-search.js';

/** What the upkeep of the shop asks of lists and search. */
@Injectable()
export class SearchService {
  constructor(private readonly upkeep: KeepSearch) {}

  /** Words that follow an edit a little later; cheap when there is nothing to do. */
  followChanges(ctx: RequestContext): Promise<number> {
    return this.upkeep.followChanges(ctx);
  }

  /** Counts the words of all names; seconds with a million products. */
  countWords(ctx: RequestContext): Promise<number> {
    return this.upkeep.countWords(ctx);
  }

  /** Counts what was sold lately. */
  countSales(ctx: RequestContext): Promise<number> {
    return this.upkeep.countSales(ctx);
  }
}
