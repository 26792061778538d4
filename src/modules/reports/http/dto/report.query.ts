import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, ValidateBy } from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';
import { toInteger } from '../../../../common/http/transforms.js';
import {
  CATEGORY_LEVELS,
  type CategoryLevel,
  REPORT_INTERVALS,
  type ReportInterval,
} from '../../domain/report-kinds.js';

// Names only: of an offset such as `+07:00` PostgreSQL and JavaScript think the opposite.
const ZONE = /^[A-Za-z]+([/_+-][A-Za-z0-9_+-]+)*$/;

function isTimeZone(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > 50 || !ZONE.test(value)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}

function IsTimeZone(): PropertyDecorator {
  return ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: isTimeZone,
      defaultMessage: () => '$property must be the name of a time zone, such as Asia/Ho_Chi_Minh',
    },
  });
}

/** One page of a list that has up to a thousand rows a page. */
export class ReportPageQuery {
  /**
   * How many rows at most.
   * @example 100
   */
  @IfSent()
  @Transform(toInteger)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit?: number = 100;

  /** `nextCursor` of the page before; leave it out for the first page. */
  @IfSent()
  @IsString()
  @MaxLength(1024)
  cursor?: string;
}

/** The time that a report is about. */
export class ReportQuery extends ReportPageQuery {
  /**
   * First day; thirty days in all when it is left out.
   * @example '2020-01-01'
   */
  @IfSent()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: '$property must be a day: 2020-01-31' })
  from?: string;

  /**
   * Last day, it belongs to the report; today when it is left out.
   * @example '2029-12-31'
   */
  @IfSent()
  @Matches(/^\d{4}-\d\d-\d\d$/, { message: '$property must be a day: 2020-01-31' })
  to?: string;

  /**
   * Where days begin and end, by its IANA name.
   * @example 'Asia/Ho_Chi_Minh'
   */
  @IfSent()
  @IsTimeZone()
  @ApiProperty({ required: false, default: 'UTC' })
  timeZone?: string;

  /** Only orders in this currency; left out, each currency for itself. */
  @IfSent()
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code: USD' })
  currency?: string;
}

/** {@link ReportQuery} for reports with a row for each day. */
export class TimedReportQuery extends ReportQuery {
  /** What a row stands for; weeks begin on Monday. */
  @IfSent()
  @IsIn(REPORT_INTERVALS)
  @ApiProperty({ enum: REPORT_INTERVALS, required: false, default: 'day' })
  interval?: ReportInterval;
}

/** {@link ReportQuery} for sales by category. */
export class CategoryReportQuery extends ReportQuery {
  /** Whether goods count for their own category or for the topmost one above it. */
  @IfSent()
  @IsIn(CATEGORY_LEVELS)
  @ApiProperty({ enum: CATEGORY_LEVELS, required: false, default: 'category' })
  level?: CategoryLevel;
}

/** What any report may be asked, for its file. */
export class ReportFileQuery extends TimedReportQuery {
  /** Of the report by category. */
  @IfSent()
  @IsIn(CATEGORY_LEVELS)
  @ApiProperty({ enum: CATEGORY_LEVELS, required: false, default: 'category' })
  level?: CategoryLevel;
}
