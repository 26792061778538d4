import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsDate, IsNotEmpty } from 'class-validator';
import { IsLine, NestedEach } from '../../../../common/http/dto-rules.js';
import { ProofRequest } from '../../../../common/http/proof.request.js';
import { PermissionRequest } from './role.request.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A new key for a machine. */
export class CreateApiKeyRequest extends ProofRequest {
  /**
   * What it is for.
   * @example 'Stock sync'
   */
  @IsLine(100)
  name: string;

  /** What it may do: a part of what you may do yourself. */
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((line: PermissionRequest | null) => line?.module)
  @NestedEach(() => PermissionRequest)
  permissions: PermissionRequest[];

  /** When it ends, at most 365 days from now. */
  @IsNotEmpty()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  )
  @IsDate()
  expiresAt: Date;
}
