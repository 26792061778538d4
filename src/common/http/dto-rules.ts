import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  isEmail,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { toTrimmed } from './transforms.js';

const MAX_EMAIL_CHARACTERS = 254;
/** Half of a character outside of the basic plane (`isEmail` itself dies of it), quoted local parts. */
const UNUSABLE = /[\p{Cs}"]/u;

/** Checks a field only when it was sent; unlike `@IsOptional()` it does not let `null` through. */
export function IfSent(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined);
}

/** The same, and null stands for taking the field away: it is let through. */
export function IfSentNotNull(): PropertyDecorator {
  return ValidateIf((_object, value) => value !== undefined && value !== null);
}

/** An object of its own contract; an array in its place, which `@ValidateNested()` alone lets through, is refused. */
export function Nested(contract: () => new () => object): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), Type(contract));
}

/**
 * A list of objects of one contract. `@ValidateNested()` alone looks into lists inside of the list: `[[]]` would pass it
 * without any object.
 */
export function NestedEach(contract: () => new () => object): PropertyDecorator {
  return applyDecorators(IsObject({ each: true }), ValidateNested({ each: true }), Type(contract));
}

/** Whether a value is an address that mail can go to; never throws. */
export function isEmailAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= MAX_EMAIL_CHARACTERS &&
    !UNUSABLE.test(value) &&
    isEmail(value, { allow_utf8_local_part: false })
  );
}

/** An e-mail address, blanks around it cut off. The length is looked at before any pattern. */
export function IsEmailAddress(): PropertyDecorator {
  return applyDecorators(
    Transform(toTrimmed),
    ValidateBy({
      name: 'isEmail',
      validator: {
        validate: isEmailAddress,
        defaultMessage: () => '$property must be an e-mail address',
      },
    }),
  );
}

/** A phone number: 10 to 20 characters, digits with an optional plus; blanks and dashes are cut out. */
export function IsPhoneNumberText(): PropertyDecorator {
  const message = '$property must have 10 to 19 digits, with or without a leading +';
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.length <= 40 ? value.replace(/[\s().-]/g, '') : value,
    ),
    IsString(),
    Matches(/^(\d{10,19}|\+\d{9,19})$/, { message }),
  );
}

/** A line of text with something in it, blanks around it cut off, without control characters. */
export function IsLine(maxCharacters: number): PropertyDecorator {
  return applyDecorators(
    Transform(toTrimmed),
    IsString(),
    MaxLength(maxCharacters),
    Matches(/^[^\p{Cc}\p{Cs}]+$/u, { message: '$property must be one line of text' }),
  );
}

/** Plain text with something in it, blanks around it cut off; line breaks and tabs are its only control characters. */
export function IsText(maxCharacters: number): PropertyDecorator {
  return applyDecorators(
    Transform(toTrimmed),
    IsString(),
    MaxLength(maxCharacters),
    Matches(/^[\P{Cc}\n\r\t]+$/u, { message: '$property must be plain text' }),
    Matches(/^\P{Cs}*$/u, { message: '$property must be plain text' }),
  );
}
