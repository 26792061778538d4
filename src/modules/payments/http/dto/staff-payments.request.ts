import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsString, IsUUID, Matches, MaxLength } from 'class-validator';

import { IfSent, IsText } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { PAYMENT_SORTS, type PaymentSort } from '../../data/staff-payments.sql.js';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../payments.types.js';

const GATEWAY = /^[a-z0-9_-]{1,50}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MAX_FILE = 5_000_000;

/** What was done about an issue. */
export const SETTLE_ACTIONS = ['accepted', 'corrected', 'refunded', 'charged', 'other'] as const;

/** Which payments. */
export class ListPaymentsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PAYMENT_SORTS.names, description: 'Newest first when left out' })
  @IfSent()
  @IsIn(PAYMENT_SORTS.names)
  sort?: PaymentSort;

  @IfSent()
  @IsIn(PAYMENT_STATUSES)
  status?: PaymentStatus;

  /** @example "sandbox" */
  @IfSent()
  @Matches(GATEWAY)
  gateway?: string;

  @IfSent()
  @IsUUID()
  orderId?: string;

  @IfSent()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/)
  reference?: string;

  /** Made at this time or later. */
  @IfSent()
  @IsISO8601({ strict: true, strictSeparator: true })
  @MaxLength(40)
  from?: string;

  /** Made before this time. */
  @IfSent()
  @IsISO8601({ strict: true, strictSeparator: true })
  @MaxLength(40)
  to?: string;
}

/** Which issues. */
export class ListIssuesQuery extends PageQuery {
  @IfSent()
  @IsIn(['open', 'settled'])
  status?: 'open' | 'settled';

  /** @example "amount_mismatch" */
  @IfSent()
  @Matches(/^[a-z_]{1,50}$/)
  kind?: string;

  @IfSent()
  @Matches(GATEWAY)
  gateway?: string;

  /** @example "2026-11-22" */
  @IfSent()
  @Matches(DAY)
  @IsISO8601({ strict: true })
  day?: string;

  @IfSent()
  @IsUUID()
  paymentId?: string;

  @IfSent()
  @IsUUID()
  orderId?: string;
}

/** How much of what is held. */
export class CapturePaymentRequest {
  /**
   * In the payment's currency; the rest is let go. Left out: all of it.
   * @example "10.00"
   */
  @IfSent()
  @Matches(/^\d{1,8}(\.\d{1,2})?$/)
  amount?: string;
}

/** How an issue was settled. */
export class SettleIssueRequest {
  /** @example "The bank confirmed it by phone" */
  @IsText(2000)
  note: string;

  /** What was done about it. */
  @IsIn(SETTLE_ACTIONS)
  action: (typeof SETTLE_ACTIONS)[number];
}

/** A settlement file. */
export class SettlementRequest {
  /** @example "sandbox" */
  @Matches(GATEWAY)
  gateway: string;

  /** @example "2026-11-22" */
  @Matches(DAY)
  @IsISO8601({ strict: true })
  day: string;

  /**
   * CSV: reference, gateway_payment_id, kind (capture or refund), gateway_refund_id, amount, currency, occurred_at.
   * @example "reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at"
   */
  @IsString()
  @MaxLength(MAX_FILE)
  content: string;
}
