import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { CartService, OutsideUnasked } from '../../cart/cart.service.js';
import type { OutsideAnswers } from '../../shipping/shipping.service.js';
import { ServedOrders } from '../desk/served-orders.js';
import { OrderNotFound } from '../orders.errors.js';
import { EDITABLE } from './edit-target.js';
import { OrderNotEditable } from './edits.errors.js';
import { EditsRepository } from './edits.repository.js';
import type { EditChanges } from './edits.types.js';
import { type EditPlan, PlanEdit } from './plan-edit.js';

/** Each time somebody outside was asked something had changed. */
const MAX_LOOKS = 3;

/** Shows what an edit would come to. Writes nothing and holds nothing. */
@Injectable()
export class PreviewEdit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly served: ServedOrders,
    private readonly planning: PlanEdit,
    private readonly carts: CartService,
    private readonly edits: EditsRepository,
  ) {}

  /** @throws OrderNotFound, OrderNotEditable, and what {@link PlanEdit.plan} throws */
  async execute(ctx: RequestContext, orderId: string, changes: EditChanges): Promise<EditPlan> {
    return this.looking(ctx, orderId, async (tx, answers) => {
      return this.planning.plan(tx, await this.served.load(tx, orderId), changes, answers);
    });
  }

  /**
   * Runs work in a transaction; where carriers or tax engines have to be asked for it, between two of them. Says of an
   * archived order that it is archived.
   */
  async looking<T>(
    ctx: RequestContext,
    orderId: string,
    work: (tx: Tx, answers: OutsideAnswers | null) => Promise<T>,
  ): Promise<T> {
    let answers: OutsideAnswers | null = null;
    for (let look = 1; ; look += 1) {
      const given = answers;
      try {
        return await this.uow.run(withAllRows(ctx), (tx) => work(tx, given));
      } catch (error) {
        if (error instanceof OrderNotFound) throw await this.whyNotFound(ctx, orderId, error);
        if (!(error instanceof OutsideUnasked) || look === MAX_LOOKS) throw error;
        answers = await this.carts.askOutside(error.snapshot);
      }
    }
  }

  private async whyNotFound(ctx: RequestContext, orderId: string, error: Error): Promise<Error> {
    if ((await this.edits.placeOf(ctx, orderId)) !== 'archived') return error;
    return new OrderNotEditable(undefined, { reasons: ['archived'], allowed: EDITABLE });
  }
}
