import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { namedQuery } from '../../../../database/named-query.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { PUBLISH_DUE } from '../data/life-statements.js';

const BATCH = 500;

/** Publishes and hides products at the times that were set for them. Any number may run at once. */
@Injectable()
export class PublishDue {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns how many products it published or hid */
  async execute(ctx: RequestContext): Promise<number> {
    let done = 0;
    for (;;) {
      const rows = await this.uow.run(ctx, (tx) => namedQuery<{ id: string }>(tx, PUBLISH_DUE));
      done += rows.length;
      if (rows.length < BATCH) return done;
    }
  }
}
