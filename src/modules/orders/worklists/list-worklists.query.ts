import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsIn, IsUUID } from 'class-validator';
import { IfSent } from '../../../common/http/dto-rules.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { toInstant } from '../../../common/http/transforms.js';
import { REFUND_STATUSES } from '../http/dto/order-parts.response.js';
import { RETURN_STATUSES, type ReturnStatus } from '../returns/return.entity.js';
import { REFUND_SORTS, type RefundSort, RETURN_SORTS, type ReturnSort } from './worklists.types.js';

/** What both lists can be narrowed by. */
class WorklistQuery extends PageQuery {
  /** Of this order alone. */
  @IfSent()
  @IsUUID()
  orderId?: string;

  /**
   * Asked for then or later.
   * @example '2020-01-01T00:00:00Z'
   */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  from?: Date;

  /** Asked for before. */
  @IfSent()
  @Transform(toInstant)
  @IsDate()
  to?: Date;
}

/** Which refunds of all orders; all filters together. */
export class ListRefundsQuery extends WorklistQuery {
  @ApiPropertyOptional({
    enum: REFUND_STATUSES,
    description: '`pending`: to be paid out; `unknown`: the gateway has not said how it ended',
  })
  @IfSent()
  @IsIn(REFUND_STATUSES)
  status?: (typeof REFUND_STATUSES)[number];

  @ApiPropertyOptional({
    enum: REFUND_SORTS.names,
    description: 'Newest first when left out; amounts as numbers, whatever their currency',
  })
  @IfSent()
  @IsIn(REFUND_SORTS.names)
  sort?: RefundSort;
}

/** Which returns of all orders; all filters together. */
export class ListReturnsQuery extends WorklistQuery {
  @ApiPropertyOptional({
    enum: RETURN_STATUSES,
    description: '`requested` waits for an answer, `approved` for the goods, `received` for money',
  })
  @IfSent()
  @IsIn(RETURN_STATUSES)
  status?: ReturnStatus;

  @ApiPropertyOptional({ enum: RETURN_SORTS.names, description: 'Newest first when left out' })
  @IfSent()
  @IsIn(RETURN_SORTS.names)
  sort?: ReturnSort;
}
