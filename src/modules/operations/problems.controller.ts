import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../common/http/access.decorators.js';
import { ApiProblems } from '../../common/http/api-problems.decorator.js';
import { RouteNotFound } from '../../common/errors/common-errors.js';
import {
  findProblem,
  listProblems,
  type ProblemDescription,
} from '../../common/errors/domain-error.js';
import { STATUS_OF_KIND } from '../../common/errors/error-kind.js';
import { ProblemPageResponse } from './dto/problem-page.response.js';

/** Where the `type` of a problem leads: what a code means. */
@ApiTags('Problems')
@Controller('problems')
@Public()
export class ProblemsController {
  @Get()
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOperation({
    operationId: 'listProblems',
    summary: 'Every code that a refusal can carry',
    description: 'Sorted by code. A code never changes its meaning and is never used for another.',
  })
  @ApiOkResponse({ type: [ProblemPageResponse] })
  list(): ProblemPageResponse[] {
    return listProblems().map(toProblemPage);
  }

  @Get(':code')
  @Header('Cache-Control', 'public, max-age=3600')
  @ApiOperation({
    operationId: 'getProblem',
    summary: 'What a code means',
    description: 'Where the `type` of a refusal leads.',
  })
  @ApiOkResponse({ type: ProblemPageResponse })
  @ApiProblems(RouteNotFound)
  get(@Param('code') code: string): ProblemPageResponse {
    const problem = findProblem(code);
    if (!problem) throw new RouteNotFound('There is no such code');
    return toProblemPage(problem);
  }
}

function toProblemPage({ code, kind, title }: ProblemDescription): ProblemPageResponse {
  return { type: `/problems/${code}`, code, title, status: STATUS_OF_KIND[kind] };
}
