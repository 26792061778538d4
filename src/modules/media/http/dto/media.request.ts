import { Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IfSent } from '../../../../common/http/dto-rules.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toInteger } from '../../../../common/http/transforms.js';
import { IMAGE_TYPES } from '../../../../common/http/takes-image.decorator.js';

const OWNER_KINDS = ['product', 'category', 'brand', 'collection'] as const;
const STATES = ['waiting', 'ready', 'failed', 'orphaned'] as const;

/** What a file is uploaded for: nothing else can show it. */
export class MediaOwnerQuery {
  /**
   * What the picture is of.
   * @example product
   */
  @IsIn(OWNER_KINDS)
  ownerKind: (typeof OWNER_KINDS)[number];

  /** Its id. */
  @IsUUID()
  ownerId: string;
}

export class ListMediaQuery extends PageQuery {
  /**
   * Only files in this state.
   * @example ready
   */
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  /** Only files of one owner; goes together with `ownerId`. */
  @IsOptional()
  @IsIn(OWNER_KINDS)
  ownerKind?: (typeof OWNER_KINDS)[number];

  /** Its id. */
  @IsOptional()
  @IsUUID()
  ownerId?: string;
}

export class StartUploadRequest extends MediaOwnerQuery {
  /**
   * What is going to be sent; its bytes are looked at.
   * @example image/jpeg
   */
  @IsIn(IMAGE_TYPES)
  contentType: string;

  /**
   * Exactly how many bytes.
   * @example 48213
   */
  @IsInt()
  @Min(1)
  @Max(52_428_800)
  bytes: number;
}

/** What Cloudinary answered to the browser; the other storages need nothing. */
export class CompleteUploadRequest {
  /**
   * `version` of Cloudinary's answer.
   * @example '1764000000'
   */
  @IfSent()
  @IsString()
  @Matches(/^\d{1,20}$/)
  version?: string;

  /** `signature` of Cloudinary's answer. */
  @IfSent()
  @IsString()
  @MaxLength(128)
  signature?: string;
}

/** What the signed address of an upload to the local storage carries. */
export class SignedUploadQuery {
  /**
   * Until when it is good, in seconds since 1970.
   * @example 1764000900
   */
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(99_999_999_999)
  expires: number;

  /** Over id, size, type and time. */
  @IsString()
  @MaxLength(128)
  signature: string;
}
