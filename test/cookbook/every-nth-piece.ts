import { z } from 'zod';
import type { BasketLine } from '../../src/modules/pricing/basket.js';

/** In `discount-rules.ts`: what the column `rules` may hold for the type. */
export const everyNthPiece = z.strictObject({ nth: z.int().min(2).max(999) });

/** In `discount-amounts.ts`: every n-th piece of a line is free; what each line gives, in minor units. */
export function everyNthBases(nth: number, basket: readonly BasketLine[]): number[] {
  return basket.map(({ line, remaining }) => {
    const free = Math.floor(line.quantity / nth);
    // Of what is left of the line, so that discounts before it are never given twice.
    return Number((BigInt(remaining) * BigInt(free)) / BigInt(line.quantity));
  });
}
