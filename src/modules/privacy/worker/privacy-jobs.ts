import { Injectable } from '@nestjs/common';
import { ApplyErasure } from '../use-cases/apply-erasure.js';
import { BuildExport } from '../use-cases/build-export.js';
import { RemoveExpiredExports } from '../use-cases/remove-expired-exports.js';
import { RequestErasure } from '../use-cases/request-erasure.js';
import { RotateKeys } from '../use-cases/rotate-keys.js';
import { SendExportLink } from '../use-cases/send-export-link.js';

/** The use cases that jobs start. */
@Injectable()
export class PrivacyJobs {
  constructor(
    readonly buildExport: BuildExport,
    readonly sendLink: SendExportLink,
    readonly removeExpired: RemoveExpiredExports,
    readonly requestErasure: RequestErasure,
    readonly applyErasure: ApplyErasure,
    readonly rotateKeys: RotateKeys,
  ) {}
}
