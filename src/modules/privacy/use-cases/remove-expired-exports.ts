import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { ExportsRepository } from '../data/exports.repository.js';

/** Takes away the copies that were there for a week; their row stays as a record. */
@Injectable()
export class RemoveExpiredExports {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly exports: ExportsRepository,
  ) {}

  /** @returns how many ended */
  async execute(ctx: RequestContext): Promise<number> {
    return this.uow.run(ctx, (tx) => this.exports.expire(tx));
  }
}
