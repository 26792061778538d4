import { ApiProperty } from '@nestjs/swagger';

/** What a public error code means. */
export class ProblemPageResponse {
  @ApiProperty({ example: '/problems/request.invalid' })
  readonly type: string;

  @ApiProperty({ example: 'request.invalid' })
  readonly code: string;

  @ApiProperty({ example: 'The request is not valid' })
  readonly title: string;

  @ApiProperty({ type: 'integer', example: 400 })
  readonly status: number;
}
