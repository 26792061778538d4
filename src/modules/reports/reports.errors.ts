import { defineError } from '../../common/errors/domain-error.js';

export class ReportNotFound extends defineError(
  'reports.not_found',
  'not_found',
  'There is no such report',
) {}
