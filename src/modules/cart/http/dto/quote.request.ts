import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';
import { IfSent, NestedEach } from '../../../../common/http/dto-rules.js';
import { AddCartItemRequest } from './add-cart-item.request.js';
import { DISCOUNT_CODE } from './add-cart-code.request.js';
import { CheckoutChoiceQuery } from './checkout-choice.query.js';

/** What to price: the caller's cart, or the lines given here. Nothing is written. */
export class QuoteRequest extends CheckoutChoiceQuery {
  /** Instead of the cart; lines of one variant are added up. */
  @IfSent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @NestedEach(() => AddCartItemRequest)
  lines?: AddCartItemRequest[];

  /**
   * One that the shop offers; that of the cart when left out.
   * @example "USD"
   */
  @IfSent()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' })
  currency?: string;

  /**
   * Codes to try, beside those of the cart.
   * @example ["WELCOME10"]
   */
  @IfSent()
  @IsArray()
  @ArrayMaxSize(10)
  @Matches(DISCOUNT_CODE, { each: true, message: 'each code must have 1 to 50 signs' })
  codes?: string[];
}
