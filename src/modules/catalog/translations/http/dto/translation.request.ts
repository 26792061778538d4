import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsLine } from '../../../../../common/http/dto-rules.js';
import { SLUG } from '../../../domain/slug.js';

/** No half characters and no NUL: PostgreSQL stores neither. */
const TEXT = /^[^\0\p{Cs}]*$/u;

/** The words of one language; what is left out or null falls back to the thing's own. */
export class TranslationRequest {
  /** @example "Áo sơ mi vải lanh" */
  @IsOptional()
  @IsLine(255)
  name?: string | null;

  /**
   * Not for attributes and fields. Leads to the thing in every language.
   * @example "ao-so-mi-vai-lanh"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(SLUG)
  slug?: string | null;

  /** Products alone have one. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  @Matches(TEXT, { message: '$property must be text' })
  shortDescription?: string | null;

  /** Not for attributes and fields, for example `Vải lanh mềm, dệt thoáng.` */
  @IsOptional()
  @IsString()
  @MaxLength(20_000)
  @Matches(TEXT, { message: '$property must be text' })
  description?: string | null;
}
