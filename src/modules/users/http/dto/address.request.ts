import { PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsISO31661Alpha2, IsOptional } from 'class-validator';
import { IfSent, IsLine, IsPhoneNumberText } from '../../../../common/http/dto-rules.js';

/** An address for the address book. */
export class CreateAddressRequest {
  /**
   * Who receives the parcel.
   * @example 'Alice Andersen'
   */
  @IsLine(255)
  recipient: string;

  /** @example '+12025550147' */
  @IsOptional()
  @IsPhoneNumberText()
  phoneNumber?: string | null;

  /** @example '12 Harbour Street, Apt 4' */
  @IsLine(500)
  street: string;

  /** @example 'Riverside' */
  @IsOptional()
  @IsLine(100)
  ward?: string | null;

  /** @example "Downtown" */
  @IsLine(100)
  district: string;

  /** @example "Portland" */
  @IsLine(100)
  city: string;

  /** @example '97201' */
  @IsOptional()
  @IsLine(20)
  postalCode?: string | null;

  /**
   * ISO 3166, two letters; the shop's own country when left out.
   * @example "US"
   */
  @IfSent()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toUpperCase() : value,
  )
  @IsISO31661Alpha2()
  country?: string;

  /**
   * Takes the mark from the address that had it. The first address has it anyway.
   * @example true
   */
  @IfSent()
  @IsBoolean()
  isDefault?: boolean;
}

/** Fields that are left out stay as they are. */
export class UpdateAddressRequest extends PartialType(CreateAddressRequest, {
  skipNullProperties: false,
}) {}
