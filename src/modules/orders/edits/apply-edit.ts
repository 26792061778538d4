import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import {
  fingerprintOf,
  type IdempotentReply,
  type IdempotentRequest,
} from '../../../database/idempotency/idempotency.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { OutsideAnswers } from '../../shipping/shipping.service.js';
import { IdempotentCommands } from '../../../database/idempotency/idempotent-commands.js';
import { etagOfServed, ServedOrders } from '../desk/served-orders.js';
import { CarryOutEdit } from './carry-out-edit.js';
import { isImpossible } from './edit-problems.js';
import { EditChanged, EditNotPossible } from './edits.errors.js';
import { appliedEdit } from './edits.response.js';
import type { EditChanges } from './edits.types.js';
import { PlanEdit } from './plan-edit.js';
import { PreviewEdit } from './preview-edit.js';

const ROUTE = 'POST /admin/orders/:orderId/edits';

/** An edit by staff, with the key of its request. */
export interface ApplyEditCommand {
  readonly orderId: string;
  readonly key: string;
  readonly ifMatch: string | null;
  readonly changes: EditChanges;
  /** Of the preview that staff has seen. */
  readonly previewHash: string;
  readonly reason: string;
}

/**
 * Edits an order: all that the preview has shown is computed again under the order's lock, and carried out only if it
 * still comes to the same.
 */
@Injectable()
export class ApplyEdit {
  constructor(
    private readonly commands: IdempotentCommands,
    private readonly served: ServedOrders,
    private readonly looks: PreviewEdit,
    private readonly planning: PlanEdit,
    private readonly carrying: CarryOutEdit,
  ) {}

  /**
   * @returns the stored text of the answer: for one key always the same bytes
   * @throws OrderNotFound, OrderNotEditable, PreconditionFailed, EditChanged, EditNotPossible, what planning and
   * carrying out throw, and the errors of idempotency keys
   */
  async execute(ctx: RequestContext, command: ApplyEditCommand): Promise<IdempotentReply> {
    const { orderId, key, changes, previewHash, reason } = command;
    const request: IdempotentRequest = {
      scope: `user:${ctx.actorId ?? 'system'}`,
      route: ROUTE,
      key,
      fingerprint: fingerprintOf(ROUTE, { orderId, changes, previewHash, reason }),
    };
    return this.looks.looking(ctx, orderId, async (tx, answers) => {
      const given = await this.commands.claim(tx, request);
      if (given !== null) return given;
      const body = JSON.stringify(await this.apply(tx, command, answers));
      return this.commands.keep(tx, request, { status: 201, body });
    });
  }

  private async apply(tx: Tx, command: ApplyEditCommand, answers: OutsideAnswers | null) {
    const { orderId, changes, reason } = command;
    const served = await this.served.lock(tx, orderId, command.ifMatch);
    const plan = await this.planning.plan(tx, served, changes, answers);
    const impossible = plan.problems.filter(
      (problem) => isImpossible(problem) || problem.code === 'not_for_sale',
    );
    if (impossible.length > 0) throw new EditNotPossible(undefined, { lines: impossible });
    if (plan.hash !== command.previewHash) {
      throw new EditChanged(undefined, { previewHash: plan.hash, etag: plan.etag });
    }
    const done = await this.carrying.inTx(tx, plan, changes, reason);
    const after = etagOfServed(await this.served.load(tx, orderId));
    return appliedEdit(done, plan, after);
  }
}
