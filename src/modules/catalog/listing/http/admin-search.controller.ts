import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { Db } from '../../../../database/db.js';
import { SEARCH_STATUS } from '../data/upkeep-statements.js';
import { SearchStatusResponse } from './dto/search-status.response.js';

/** How fresh is what lists and search are derived from. */
@ApiTags('Catalogue administration')
@Controller('admin/search')
export class AdminSearchController {
  constructor(private readonly db: Db) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getSearchStatus',
    summary: 'How fresh search is',
    description:
      'Products are found as soon as their change is saved; words for corrections follow within half a minute, ' +
      'their counts within the hour, and so does what sold most.',
  })
  @ApiOkResponse({ type: SearchStatusResponse })
  async status(): Promise<SearchStatusResponse> {
    const [row] = await this.db.query<{ body: string }>(SEARCH_STATUS);
    if (row === undefined) throw new Error('The status statement gave no row');
    return JSON.parse(row.body) as SearchStatusResponse;
  }
}
