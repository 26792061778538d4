import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class ExportRunning extends defineError(
  'privacy.export_running',
  'conflict',
  'A copy of your data is being made already',
) {}

export class TooManyExports extends defineError(
  'privacy.too_many_exports',
  'too_many_requests',
  'You have asked for copies of your data often enough for today',
) {}

export class ExportNotFound extends defineError(
  'privacy.export_not_found',
  'not_found',
  'There is no such copy, or it is no longer there',
) {}

export class ExportNotReady extends defineError(
  'privacy.export_not_ready',
  'conflict',
  'The copy is not ready yet',
) {}

export class NobodyToErase extends defineError(
  'privacy.nobody_to_erase',
  'not_found',
  'There is no account with this id and no guest order with this address',
) {}

registerConstraintError('uq_data_exports_running', ExportRunning);
