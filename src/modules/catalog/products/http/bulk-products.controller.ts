import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { unknownNames } from '../domain/check-rows.js';
import { TooManyVariants } from '../products.errors.js';
import { ProductsService } from '../products.service.js';
import { type ProductRow } from '../products.types.js';
import { BulkProductsRequest, BulkProductsResponse, toBulkResponse } from './dto/bulk.request.js';

/** Many products at once. */
@ApiTags('Catalogue administration')
@Controller('admin/products')
export class BulkProductsController {
  constructor(private readonly products: ProductsService) {}

  @Post('bulk')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'saveProducts',
    summary: 'Make and change many products',
    description:
      'One result per row, 200 also when rows were refused. A bad row does not stop the others, unless `atomic` says so. Publishing is not among it.',
  })
  @ApiOkResponse({ type: BulkProductsResponse })
  @ApiProblems(InvalidRequest, TooManyVariants)
  async save(
    @Ctx() ctx: RequestContext,
    @Body() { rows, ...options }: BulkProductsRequest,
  ): Promise<BulkProductsResponse> {
    const unknown = unknownNames(rows);
    if (unknown.length > 0) {
      throw new InvalidRequest('Some fields are not known here', undefined, unknown.slice(0, 50));
    }
    return toBulkResponse(await this.products.saveMany(ctx, rows as ProductRow[], options));
  }
}
