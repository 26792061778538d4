import { defineError } from '../../common/errors/domain-error.js';

export class ImportNotFound extends defineError(
  'transfers.import_not_found',
  'not_found',
  'There is no such import',
) {}

/** The file is not there (any more), or what is asked for does not go from this state. */
export class ImportNotPossible extends defineError(
  'transfers.import_not_possible',
  'conflict',
  'The import cannot do this from its present state',
) {}

/** The piece does not begin where the file ends so far; `sizeBytes` tells where that is. */
export class UploadOffsetMismatch extends defineError(
  'transfers.upload_offset_mismatch',
  'conflict',
  'The file does not go on at this byte',
) {}

export class EmptyFile extends defineError(
  'transfers.empty_file',
  'unprocessable',
  'The file is empty',
) {}

/** UTF-16, an old Windows code page, or no text at all. */
export class NotUtf8 extends defineError(
  'transfers.not_utf8',
  'unprocessable',
  'The file is not UTF-8 text',
) {}

/** The header or the frame of the file, not one of its rows. */
export class FileUnreadable extends defineError(
  'transfers.file_unreadable',
  'unprocessable',
  'The file cannot be read',
) {}

/** Another shop's format has products in it and nothing else. */
export class FormatNotForKind extends defineError(
  'transfers.format_not_for_kind',
  'unprocessable',
  'This format holds products only',
) {}

/** Who asked for the import may not do it any more; whoever may can let it go on. */
export class RightLost extends defineError(
  'transfers.right_lost',
  'forbidden',
  'Whoever asked for the import may not do it any more',
) {}

export class ExportNotFound extends defineError(
  'transfers.export_not_found',
  'not_found',
  'There is no such export',
) {}

export class ExportNotReady extends defineError(
  'transfers.export_not_ready',
  'conflict',
  'The export is not ready',
) {}

export class TooManyExportsRunning extends defineError(
  'transfers.too_many_exports',
  'too_many_requests',
  'There are enough exports on their way',
) {}
