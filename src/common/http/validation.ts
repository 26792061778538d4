import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { InvalidRequest } from '../errors/common-errors.js';
import type { FieldError } from '../errors/domain-error.js';

const MAX_ERRORS = 50;

/** Lets through what the DTO names and nothing else; refusals say which field and why. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
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
