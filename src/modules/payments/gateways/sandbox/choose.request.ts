import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

import { toInteger } from '../../../../common/http/transforms.js';

/** What a tester can make the bank say. */
export const SANDBOX_OUTCOMES = ['success', 'failure', 'silence'] as const;

export type SandboxOutcome = (typeof SANDBOX_OUTCOMES)[number];

const FLAGS: Readonly<Record<string, boolean>> = { on: true, true: true, '1': true, false: false };

/** Browsers send `on` for a ticked box and nothing for an empty one. */
const toFlag = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? (FLAGS[value] ?? value) : value;

/** The form of the bank's page; scripts send the same as form or JSON. */
export class ChooseRequest {
  /** What becomes of the payment. */
  @IsIn(SANDBOX_OUTCOMES)
  outcome: SandboxOutcome;

  /** Seconds until the callback is sent. */
  @IsOptional()
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(3600)
  late?: number = 0;

  /** Sends each callback twice at once. */
  @IsOptional()
  @Transform(toFlag)
  @IsBoolean()
  doubled?: boolean = false;

  /** Sends the `processing` message too, and after the final one. */
  @IsOptional()
  @Transform(toFlag)
  @IsBoolean()
  outOfOrder?: boolean = false;
}
