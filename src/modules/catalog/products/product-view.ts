import { InvalidRequest } from '../../../common/errors/common-errors.js';
import type { DomainError, FieldError, ProblemClass } from '../../../common/errors/domain-error.js';
import { etagOf } from '../../../common/http/if-match.js';
import type { RowProblem } from './domain/check-rows.js';
import type {
  AdminProductResponse,
  AdminVariantResponse,
} from './http/dto/admin-product.response.js';

/** What staff edits of the product itself; its variants have ETags of their own, stock moves by sales. */
export function etagOfProduct(product: AdminProductResponse): string {
  const { id, slug, name, sku, status, published, featured, publishAt, unpublishAt } = product;
  const { basePrice, weight, dimensions, metadata, customFields, taxClass, deletedAt } = product;
  return etagOf([
    ...[id, slug, name, sku, status, published, featured, publishAt, unpublishAt],
    ...[basePrice, weight, dimensions, metadata, customFields, taxClass, deletedAt],
    ...[product.shortDescription, product.description],
    ...[product.brand?.id, product.category?.id, product.collections.map((link) => link.id)],
  ]);
}

/** What staff edits of a variant: not its stock, nor what follows from its product. */
export function etagOfVariant(variant: AdminVariantResponse): string {
  const { id, name, sku, barcode, price, compareAtPrice, costPerItem, weight, position } = variant;
  const { isActive, requiresShipping, taxable, attributes, deletedAt } = variant;
  return etagOf([
    ...[id, name, sku, barcode, price, compareAtPrice, costPerItem, weight, position],
    ...[isActive, requiresShipping, taxable, attributes, deletedAt],
  ]);
}

/**
 * Throws what speaks against a row that came alone: all unusable values at once, else the first
 * contradiction, each with its place in the request.
 *
 * @param prefix of the places that the request does not have: `/variants/0`
 */
export function throwProblems(problems: readonly RowProblem[], prefix = ''): void {
  const [first] = problems;
  if (first === undefined) return;
  const invalid = problems.filter(({ error }) => error instanceof InvalidRequest);
  const about = (problem: RowProblem): FieldError => toFieldError(problem, prefix);
  if (invalid.length > 0) {
    const errors = invalid.slice(0, 50).map(about);
    const [{ pointer, detail } = { pointer: '', detail: '' }] = errors;
    throw new InvalidRequest(`${pointer.slice(1) || 'The body'} ${detail}`, undefined, errors);
  }
  const { error } = first;
  const Problem = error.constructor as ProblemClass;
  throw new Problem(error.message, error.details, problems.filter(isLike(error)).map(about));
}

function isLike(error: DomainError): (problem: RowProblem) => boolean {
  return (problem) => problem.error.code === error.code;
}

function toFieldError({ pointer, error }: RowProblem, prefix: string): FieldError {
  const code =
    error.code === 'request.invalid' ? (error.errors?.[0]?.code ?? 'invalid') : error.code;
  const place = pointer.startsWith(prefix) ? pointer.slice(prefix.length) : pointer;
  return { pointer: place, code, detail: error.message };
}
