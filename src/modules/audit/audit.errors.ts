import { defineError } from '../../common/errors/domain-error.js';

export class AuditEntryNotFound extends defineError(
  'audit.entry_not_found',
  'not_found',
  'Audit entry not found',
) {}
