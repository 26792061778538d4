import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { requestOf } from '../../../common/http/request.js';
import { CartChanged } from '../cart.errors.js';

/** Header with a guest's secret. */
export const CART_TOKEN = 'x-cart-token';

/** What the headers of a request say about its cart. */
export interface CartHeaderValues {
  readonly token: string | null;
  /** The version that If-Match insists on. */
  readonly ifVersion: number | null;
}

/** The {@link CartHeaderValues} of this request. */
export const CartHeaders = createParamDecorator(
  (_: unknown, context: ExecutionContext): CartHeaderValues => {
    const { headers } = requestOf(context);
    const token = headers[CART_TOKEN];
    return {
      token: typeof token === 'string' ? token : null,
      ifVersion: versionOf(headers['if-match']),
    };
  },
);

/** A GET adds a hash of its body to the version. */
const VERSION = /^(?:W\/)?"(\d{1,9})(?:\.[\w-]{16})?"$/;

/** Documents the header that makes a guest's cart his. */
export function ApiCartToken(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'X-Cart-Token',
      required: false,
      description:
        "A guest's secret. With a bearer token as well, that cart is merged into the user's: quantities are added up (at most 999), and the guest's cart is gone.",
    }),
  );
}

/** Documents the optimistic lock. */
export function ApiIfMatch(): MethodDecorator {
  return ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag of the cart as last seen; 412 when it has changed since.',
  });
}

/**
 * The version in an If-Match header; null when there is none or any will do.
 *
 * @throws CartChanged for a value that this shop never gave out
 */
function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === '*') return null;
  const version = VERSION.exec(ifMatch)?.[1];
  if (version === undefined) throw new CartChanged();
  return Number(version);
}
