import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One refused field of the request. */
export class FieldProblem {
  @ApiProperty({ description: 'JSON pointer into the request', example: '/items/0/quantity' })
  readonly pointer: string;

  @ApiProperty({ example: 'min' })
  readonly code: string;

  @ApiPropertyOptional({ example: 'quantity must not be less than 1' })
  readonly detail?: string;
}

/** The body of every refusal: RFC 9457, `application/problem+json`. */
export class Problem {
  @ApiProperty({ example: '/problems/request.invalid', description: 'A page about this code' })
  readonly type: string;

  @ApiProperty({ example: 'The request is not valid' })
  readonly title: string;

  @ApiProperty({ type: 'integer', example: 400 })
  readonly status: number;

  @ApiProperty({ example: 'quantity must not be less than 1' })
  readonly detail: string;

  @ApiPropertyOptional({ example: '/api/v1/cart/items' })
  readonly instance?: string;

  @ApiProperty({ example: 'request.invalid', description: 'Stable; programs decide by it' })
  readonly code: string;

  @ApiProperty({ example: '6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52' })
  readonly requestId: string;

  @ApiPropertyOptional({ type: [FieldProblem] })
  readonly errors?: readonly FieldProblem[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Facts that belong to the code, for example the allowed states',
  })
  readonly details?: Readonly<Record<string, unknown>>;
}
