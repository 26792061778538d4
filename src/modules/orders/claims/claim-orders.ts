import { Injectable } from '@nestjs/common';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { OrderTokens } from '../data/order-tokens.js';
import { EmailNotVerified, OrderNotFound } from '../orders.errors.js';
import * as sql from './claim-orders.sql.js';

/** An order that somebody placed as a guest. */
export interface GuestOrder {
  readonly orderNumber: string;
  readonly token: string;
}

/**
 * A customer takes over orders that he placed as a guest: all of his e-mail address, or the one whose
 * token he has. Orders of an account are never taken, whatever their address.
 */
@Injectable()
export class ClaimOrders {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tokens: OrderTokens,
  ) {}

  /**
   * @param known one order by its number and token; null for all of the account's e-mail address
   * @returns how many orders have become his; none the second time
   * @throws EmailNotVerified: an address that is not proven is anybody's
   * @throws OrderNotFound when number and token belong to no guest's order
   */
  async execute(ctx: RequestContext, userId: string, known: GuestOrder | null): Promise<number> {
    // Orders of guests are out of sight of their later owner; the conditions stand in the statements.
    return this.uow.run(withAllRows(ctx), async (tx) => {
      const [person] = await namedQuery<{ email: string; verifiedEmail: boolean }>(
        tx,
        sql.LOCK_PERSON,
        [userId],
      );
      if (person?.verifiedEmail !== true) throw new EmailNotVerified();
      const ids = await this.find(tx, person.email, known);
      if (ids.length === 0 && known !== null) throw new OrderNotFound();
      if (ids.length === 0) return 0;
      await namedQuery(tx, sql.MOVE_USES, [ids, userId]);
      for (const statement of sql.OWNED) await namedQuery(tx, statement, [ids, userId]);
      return ids.length;
    });
  }

  private async find(tx: Tx, email: string, known: GuestOrder | null): Promise<string[]> {
    const byToken = [sql.LOCK_BY_TOKEN, sql.ARCHIVED_BY_TOKEN];
    const byEmail = [sql.LOCK_BY_EMAIL, sql.ARCHIVED_BY_EMAIL];
    const values = known === null ? [email] : [known.orderNumber, this.tokens.hashOf(known.token)];
    const ids: string[] = [];
    for (const statement of known === null ? byEmail : byToken) {
      const rows = await namedQuery<{ id: string }>(tx, statement, values);
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  }
}
