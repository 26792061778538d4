import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import {
  fingerprintOf,
  type IdempotentRequest,
} from '../../../database/idempotency/idempotency.js';
import {
  IdempotentCommands,
  type OnceDone,
} from '../../../database/idempotency/idempotent-commands.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { DiscountCodesRepository } from '../data/discount-codes.repository.js';
import { KeptDiscountsRepository } from '../data/kept-discounts.repository.js';
import { DiscountNotFound, NoSingleUseCodes } from '../discounts.errors.js';

/** Without letters and digits that look alike. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 31^14 are 69 bits: among a million codes a guess hits once in 10^15. */
const LENGTH = 14;
const MAX_ROUNDS = 5;

const ROUTE = 'POST /admin/discounts/:discountId/codes';

/** How many codes of which kind. */
export interface CodesWish {
  readonly count: number;
  /** Upper case, may be empty. */
  readonly prefix: string;
}

/** Makes single-use codes by the thousand, each of them random. */
@Injectable()
export class MakeCodes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly discounts: KeptDiscountsRepository,
    private readonly codes: DiscountCodesRepository,
    private readonly commands: IdempotentCommands,
  ) {}

  /**
   * @param key whoever sends it again gets the same answer, and no more codes; null: each request makes some
   * @returns how many were made, now or by the request before
   * @throws DiscountNotFound, NoSingleUseCodes, IdempotencyInProgress, IdempotencyKeyReused
   */
  execute(
    ctx: RequestContext,
    id: string,
    wish: CodesWish,
    key: string | null,
  ): Promise<OnceDone<number>> {
    const request = key === null ? null : requestOf(ctx, id, wish, key);
    return this.uow.run(ctx, (tx) =>
      this.commands.once(tx, request, 201, () => this.make(tx, id, wish)),
    );
  }

  private async make(tx: Tx, id: string, { count, prefix }: CodesWish): Promise<number> {
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
  }
}

function requestOf(
  ctx: RequestContext,
  id: string,
  wish: CodesWish,
  key: string,
): IdempotentRequest {
  const scope = `user:${ctx.actorId}`;
  return { scope, route: ROUTE, key, fingerprint: fingerprintOf(ROUTE, { id, ...wish }) };
}

function randomCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
