import type { TransformFnParams } from 'class-transformer';

/** For parameters that may come several times: one becomes a list of one. */
export function toTexts({ value }: TransformFnParams): unknown {
  return typeof value === 'string' ? [value] : value;
}

/** Plain decimal digits become a number; the rest is refused by `@IsNumber()`. */
export function toDecimal({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && /^\d{1,6}(\.\d{1,4})?$/.test(value) ? Number(value) : value;
}
