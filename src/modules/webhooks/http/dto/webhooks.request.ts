import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfSent, IfSentNotNull } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toInteger, toList, toTrimmed } from '../../../../common/http/transforms.js';
import type { DeliveryState } from '../../webhooks.types.js';

const FILTER = /^(\*|[a-z]+\.(\*|[a-z-]+))$/;
const ONE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;

export class CreateWebhookRequest {
  /**
   * Where to: https, a name or address on the open internet.
   * @example "https://example.com/hooks/eshop"
   */
  @Transform(toTrimmed)
  @IsString()
  @MaxLength(2000)
  @Matches(ONE_LINE)
  url: string;

  /**
   * Types, all of a group (`order.*`) or everything (`*`).
   * @example ["order.*", "payment.succeeded"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  @Matches(FILTER, { each: true })
  eventTypes: string[];

  /** @example "Bookkeeping" */
  @IfSent()
  @Transform(toTrimmed)
  @IsString()
  @MaxLength(200)
  @Matches(ONE_LINE)
  description?: string;
}

export class UpdateWebhookRequest {
  /** @example "https://example.com/hooks/eshop" */
  @IfSent()
  @Transform(toTrimmed)
  @IsString()
  @MaxLength(2000)
  @Matches(ONE_LINE)
  url?: string;

  /** @example ["order.*"] */
  @IfSent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  @Matches(FILTER, { each: true })
  eventTypes?: string[];

  /** @example "Bookkeeping" */
  @IfSent()
  @Transform(toTrimmed)
  @IsString()
  @MaxLength(200)
  @Matches(ONE_LINE)
  description?: string;
}

export class RotateWebhookSecretRequest {
  /**
   * Hours in which the secret of before signs as well.
   * @example 24
   */
  @IfSent()
  @IsInt()
  @Min(0)
  @Max(168)
  overlapHours?: number;
}

export class RedeliverWebhookRequest {
  /**
   * Id of the last event that is not to be sent again; null: from the oldest on.
   * @example null
   */
  @IfSentNotNull()
  @IsUUID()
  after?: string | null;
}

export class ListWebhookDeliveriesQuery extends PageQuery {
  @IfSent()
  @IsIn(['waiting', 'delivered', 'failed'])
  state?: DeliveryState;
}

export class ListEventsQuery {
  /** Id of the last event that you have; left out: from the oldest on. */
  @IfSent()
  @IsUUID()
  after?: string;

  /**
   * Types, all of a group (`order.*`) or everything (`*`), with commas between.
   * @example ["order.*", "payment.succeeded"]
   */
  @IfSent()
  @Transform(toList)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  @Matches(FILTER, { each: true })
  types?: string[];

  /** @example 100 */
  @IfSent()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}
