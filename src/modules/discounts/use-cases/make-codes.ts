import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { DiscountCodesRepository } from '../data/discount-codes.repository.js';
import { KeptDiscountsRepository } from '../data/kept-discounts.repository.js';
import { DiscountNotFound, NoSingleUseCodes } from '../discounts.errors.js';

/** Without letters and digits that look alike. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 31^14 are 69 bits: among a million codes a guess hits once in 10^15. */
const LENGTH = 14;
const MAX_ROUNDS = 5;

/** Makes single-use codes by the thousand, each of them random. */
@Injectable()
export class MakeCodes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly discounts: KeptDiscountsRepository,
    private readonly codes: DiscountCodesRepository,
  ) {}

  /**
   * @param prefix upper case, may be empty
   * @throws DiscountNotFound, NoSingleUseCodes
   */
  execute(
    ctx: RequestContext,
    id: string,
    { count, prefix }: { readonly count: number; readonly prefix: string },
  ): Promise<number> {
    return this.uow.run(ctx, async (tx) => {
      await this.discounts.lock(tx, id);
      const discount = await this.discounts.find(tx, id);
      if (discount === null) throw new DiscountNotFound();
      if (!discount.singleUseCodes) throw new NoSingleUseCodes();
      let made = 0;
      for (let round = 0; made < count && round < MAX_ROUNDS; round += 1) {
        const fresh = Array.from({ length: count - made }, () => prefix + randomCode());
        made += await this.codes.insert(tx, id, [...new Set(fresh)]);
      }
      await this.codes.noteBatch(tx, id, made, prefix);
      return made;
    });
  }
}

function randomCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
