import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { InvalidRequest } from '../errors/common-errors.js';
import type { FieldError } from '../errors/domain-error.js';

const MAX_ERRORS = 50;
/** Documents of the merchant's are the deepest that anybody sends; class-transformer calls itself per level. */
const MAX_DEPTH = 32;

class BoundedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && isDeeperThan(value, MAX_DEPTH)) {
      throw new InvalidRequest(`The body is nested deeper than ${MAX_DEPTH}`);
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** Lets through what the DTO names and nothing else; refusals say which field and why. */
export function createValidationPipe(): ValidationPipe {
  return new BoundedValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeUnsetFields: false },
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const fields = errors.flatMap((error) => toFieldErrors(error, ''));
      const detail = fields[0]?.detail ?? 'The request is not valid';
      return new InvalidRequest(detail, undefined, fields.slice(0, MAX_ERRORS));
    },
  });
}

/** Looks at JSON level by level, without calling itself: the depth comes from outside. */
function isDeeperThan(value: unknown, max: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > max) return true;
    level = level.filter(isJsonNode).flatMap((node): unknown[] => Object.values(node));
  }
  return false;
}

/** Not a stream, nor bytes. */
function isJsonNode(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Flattens class-validator's tree; codes are its rule names in snake case. */
export function toFieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${escapePointer(error.property)}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({
    pointer,
    code: rule === 'whitelistValidation' ? 'unknown_field' : toSnakeCase(rule),
    detail,
  }));
  const inner = (error.children ?? []).flatMap((child) => toFieldErrors(child, pointer));
  return [...own, ...inner];
}

function escapePointer(name: string | undefined): string {
  return (name ?? '').slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

function toSnakeCase(rule: string): string {
  return rule.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
