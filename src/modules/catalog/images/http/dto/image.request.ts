import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsOptional,
  IsUUID,
} from 'class-validator';
import { IfSent, IsLine } from '../../../../../common/http/dto-rules.js';

const MAX_ALT_CHARACTERS = 255;

export class AttachImagesRequest {
  /** Files that are ready, in the order in which they are to stand; ids, never addresses. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds: string[];

  /**
   * What can be seen, for those who cannot see it.
   * @example Linen shirt in white, from the front
   */
  @IsOptional()
  @IsLine(MAX_ALT_CHARACTERS)
  altText?: string | null;

  /** The variant that is shown; products only. */
  @IsOptional()
  @IsUUID()
  variantId?: string | null;
}

export class OrderImagesRequest {
  /** Every image, in the new order. */
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  imageIds: string[];
}

/** What is left out stays as it is; null takes it away. */
export class DescribeImageRequest {
  /**
   * What can be seen, for those who cannot see it.
   * @example Linen shirt in white, from the back
   */
  @IfSent()
  @IsOptional()
  @IsLine(MAX_ALT_CHARACTERS)
  altText?: string | null;

  /** The variant that is shown; products only. */
  @IfSent()
  @IsOptional()
  @IsUUID()
  variantId?: string | null;
}
