import { Transform } from 'class-transformer';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { PageQuery } from '../../../../../common/http/page.query.js';
import { toTrimmed } from '../../../../../common/http/transforms.js';

export class SearchQuery extends PageQuery {
  /**
   * Words, `"a phrase"`, `-without`, `this OR that`.
   * @example "linen shirt"
   */
  @Transform(toTrimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[^\0]*$/)
  q: string;
}

export class SuggestQuery {
  /**
   * What has been typed so far.
   * @example "lin"
   */
  @Transform(toTrimmed)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[^\0]*$/)
  q: string;
}
