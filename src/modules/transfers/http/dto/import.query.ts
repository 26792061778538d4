import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { PageQuery } from '../../../../common/http/page.query.js';
import { toBoolean, toInteger } from '../../../../common/http/transforms.js';
import { IMPORT_FORMATS, IMPORT_KINDS, type ImportFormat } from '../../transfers.types.js';

const CATALOGUE_KINDS = IMPORT_KINDS.filter((kind) => kind !== 'stock');
type CatalogueKind = Exclude<(typeof IMPORT_KINDS)[number], 'stock'>;

class AnyImportQuery {
  /** Checks every row and writes nothing; `POST …/run` does it for good. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  dryRun?: boolean = false;

  /**
   * Name of the file, to find it again.
   * @example 'spring.csv'
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  @Matches(/^[^\p{Cc}\p{Cs}]*$/u)
  fileName?: string;

  /** False: more of the file follows by `PUT …/file`. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  complete?: boolean = true;
}

/** How a file of stock is to be treated. */
export class ImportStockQuery extends AnyImportQuery {
  /** How the file is written. */
  @IsOptional()
  @IsIn(['csv', 'jsonl'])
  @ApiProperty({ enum: ['csv', 'jsonl'], required: false, default: 'csv' })
  format?: 'csv' | 'jsonl' = 'csv';
}

/** How a file of the catalogue is to be treated. */
export class ImportQuery extends AnyImportQuery {
  /** What is in it. */
  @IsIn(CATALOGUE_KINDS)
  @ApiProperty({ enum: CATALOGUE_KINDS, example: 'products' })
  kind: CatalogueKind;

  /** How it is written: our own columns, or those of another shop's product export. */
  @IsOptional()
  @IsIn([...IMPORT_FORMATS])
  @ApiProperty({ enum: IMPORT_FORMATS, required: false, default: 'csv' })
  format?: ImportFormat = 'csv';

  /** Makes categories, brands, collections and attributes that the file names and nobody has made. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  createMissing?: boolean = false;

  /** Publishes products that are new, unless the file says something about it. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  publish?: boolean = false;
}

/** Where the piece of a file begins. */
export class UploadPieceQuery {
  /**
   * Bytes that have come so far: `sizeBytes` of the import.
   * @example 1048576
   */
  @Transform(toInteger)
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  offset: number;

  /** False: still more follows. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  complete?: boolean = true;
}

/** A page of errors, or all of them as a file. */
export class ImportErrorsQuery extends PageQuery {
  /** `csv`: all of them as a file with the columns row, column, code, message, value. */
  @IsOptional()
  @IsIn(['json', 'csv'])
  @ApiProperty({ enum: ['json', 'csv'], required: false, default: 'json' })
  format?: 'json' | 'csv' = 'json';
}
