import { defineError } from './domain-error.js';

/** The request does not have the documented form. */
export class InvalidRequest extends defineError(
  'request.invalid',
  'validation',
  'The request is not valid',
) {}

/** The request has the right form, but holds a value that cannot be stored. */
export class InvalidValue extends defineError(
  'request.invalid_value',
  'unprocessable',
  'A value of the request cannot be used',
) {}

export class InvalidCursor extends defineError(
  'request.invalid_cursor',
  'validation',
  'The cursor is not one that this list gave out',
) {}

/** `fields` names something that the answer does not have. */
export class UnknownField extends defineError(
  'request.unknown_field',
  'validation',
  'fields names a member that the answer does not have',
) {}

export class RouteNotFound extends defineError(
  'request.not_found',
  'not_found',
  'There is nothing at this address',
) {}

export class MethodNotAllowed extends defineError(
  'request.method_not_allowed',
  'method_not_allowed',
  'This address does not answer this method',
) {}

export class NotAcceptable extends defineError(
  'request.not_acceptable',
  'not_acceptable',
  'No representation matches the Accept header',
) {}

export class RequestTimedOut extends defineError(
  'request.timeout',
  'request_timeout',
  'The request did not arrive in time',
) {}

export class Conflict extends defineError(
  'request.conflict',
  'conflict',
  'The request contradicts what is stored',
) {}

export class Gone extends defineError('request.gone', 'gone', 'This is no longer there') {}

export class PreconditionFailed extends defineError(
  'request.precondition_failed',
  'precondition_failed',
  'It was changed in the meantime: read it again',
) {}

export class PreconditionRequired extends defineError(
  'request.precondition_required',
  'precondition_required',
  'The If-Match header is missing',
) {}

export class PayloadTooLarge extends defineError(
  'request.too_large',
  'payload_too_large',
  'The body is too large',
) {}

export class UriTooLong extends defineError(
  'request.uri_too_long',
  'uri_too_long',
  'The address is too long',
) {}

export class HeadersTooLarge extends defineError(
  'request.headers_too_large',
  'headers_too_large',
  'The headers are too large',
) {}

export class UnsupportedMediaType extends defineError(
  'request.unsupported_media_type',
  'unsupported_media_type',
  'The Content-Type is not supported',
) {}

export class TooManyRequests extends defineError(
  'request.too_many',
  'too_many_requests',
  'Too many requests',
) {}

export class Unauthenticated extends defineError(
  'access.unauthenticated',
  'unauthenticated',
  'A valid access token is needed',
) {}

export class Forbidden extends defineError(
  'access.forbidden',
  'forbidden',
  'The permission for this is missing',
) {}

/** The caller's role counts only in sessions that showed a second factor. */
export class MfaRequired extends defineError(
  'access.mfa_required',
  'forbidden',
  'Your role asks for a second factor: set it up, then log in with it',
) {}

/** A member of staff acts for a customer, and this is the customer's alone. */
export class ActingNotAllowed extends defineError(
  'access.not_on_behalf',
  'forbidden',
  'This cannot be done on behalf of a customer',
) {}

/** A machine's key, on a route that is for people. */
export class ApiKeyNotAllowed extends defineError(
  'access.api_key_not_allowed',
  'forbidden',
  'This route does not take API keys',
) {}

/** The password that a sensitive change asks for is wrong. */
export class ProofFailed extends defineError(
  'access.proof_failed',
  'forbidden',
  'The current password is wrong',
) {}

/** A sensitive change came without the password, or the login is too old for an account without one. */
export class ProofNeeded extends defineError(
  'access.proof_needed',
  'forbidden',
  'Prove that it is you: send the current password, or log in again if the account has none',
) {}

/** The way out for whatever nobody foresaw; the log holds the rest under the request id. */
export class InternalError extends defineError(
  'server.internal',
  'internal',
  'Something went wrong on our side',
) {}

/** The service cannot answer now (busy, restarting, database away); asking again helps. */
export class ServiceUnavailable extends defineError(
  'server.unavailable',
  'unavailable',
  'The service cannot answer right now',
) {}

/** A service outside gave no usable answer. */
export class UpstreamFailed extends defineError(
  'server.upstream_failed',
  'bad_gateway',
  'A service that is needed for this gave no usable answer',
) {}

/** A card's number has no business here; it is neither kept nor repeated. */
export class CardNumberRefused extends defineError(
  'request.card_number',
  'validation',
  'Card numbers are not taken here: enter the card on the page or in the form of the payment gateway',
) {}
