import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayUnique, IsArray, IsIn } from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';
import { toList } from '../../../../common/http/transforms.js';

const INCLUDES = ['invoices'] as const;
const STAFF_INCLUDES = [...INCLUDES, 'edits'] as const;

/** What is to come with an order beside what always does. */
export class OrderIncludesQuery {
  @ApiPropertyOptional({
    enum: INCLUDES,
    isArray: true,
    description: 'What comes with it: its invoices and credit notes',
  })
  @IfSent()
  @Transform(toList)
  @IsArray()
  @ArrayUnique()
  @IsIn(INCLUDES, { each: true })
  include?: (typeof INCLUDES)[number][];
}

/** What is to come with an order that staff looks at; one statement more for each. */
export class StaffOrderIncludesQuery {
  @ApiPropertyOptional({
    enum: STAFF_INCLUDES,
    isArray: true,
    description:
      'What comes with it, with commas between: its invoices and credit notes, its last twenty edits',
  })
  @IfSent()
  @Transform(toList)
  @IsArray()
  @ArrayUnique()
  @IsIn(STAFF_INCLUDES, { each: true })
  include?: (typeof STAFF_INCLUDES)[number][];
}
