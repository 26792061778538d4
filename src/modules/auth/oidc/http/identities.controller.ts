import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../../common/http/auth-user.js';
import { Client } from '../../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../../common/http/client.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../../common/http/current-user.decorator.js';
import { ProofRequest } from '../../../../common/http/proof.request.js';
import { PROOF_PROBLEMS } from '../../../../common/recent-proof.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { RateLimit } from '../../../../rate-limits/rate-limit.decorator.js';
import { IdentitiesRepository } from '../data/identities.repository.js';
import {
  IdentityNotFound,
  IdentityTaken,
  InvalidOidcCode,
  InvalidReturnTo,
  LastWayIn,
  OidcNotConfigured,
  OidcRefused,
  OidcUnavailable,
} from '../oidc.errors.js';
import { ConfirmLink } from '../use-cases/confirm-link.js';
import { StartOidc } from '../use-cases/start-oidc.js';
import { UnlinkIdentity } from '../use-cases/unlink-identity.js';
import { LinkIdentityRequest, OidcCodeRequest } from './dto/oidc.request.js';
import {
  IdentitiesResponse,
  LinkStartedResponse,
  toIdentityResponse,
} from './dto/oidc.response.js';

/** The caller's accounts at login providers. */
@ApiTags('Me')
@Own()
@NotOnBehalf()
@Controller('me/identities')
export class IdentitiesController {
  constructor(
    private readonly identities: IdentitiesRepository,
    private readonly startOidc: StartOidc,
    private readonly confirmLink: ConfirmLink,
    private readonly unlinkIdentity: UnlinkIdentity,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyIdentities',
    summary: 'My login providers',
    description: 'With which of them I can log in, oldest first.',
  })
  @ApiOkResponse({ type: IdentitiesResponse })
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
  ): Promise<IdentitiesResponse> {
    return { items: (await this.identities.list(ctx, user.id)).map(toIdentityResponse) };
  }

  @Post()
  @RateLimit('password')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'startLinkingIdentity',
    summary: 'Link a login provider',
    description:
      'Send the browser to the answered address within ten minutes; it comes back with `oidcCode`, which this same session confirms.',
  })
  @ApiOkResponse({ type: LinkStartedResponse })
  @ApiProblems(InvalidRequest, InvalidReturnTo, OidcNotConfigured, ...PROOF_PROBLEMS)
  async link(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() { returnTo = '/', codeChallenge, currentPassword }: LinkIdentityRequest,
  ): Promise<LinkStartedResponse> {
    const departure = { returnTo, challenge: codeChallenge ?? null, currentPassword };
    return { url: await this.startOidc.prepareLink(ctx, user, departure, client) };
  }

  @Post('confirm')
  @RateLimit('code')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'confirmIdentity',
    summary: 'Confirm a link',
    description: 'With the code that the browser brought back, in the session that asked for it.',
  })
  @ApiNoContentResponse({ description: 'It can be used to log in.' })
  @ApiProblems(InvalidRequest, InvalidOidcCode, IdentityTaken, OidcRefused, OidcUnavailable)
  async confirm(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { code, codeVerifier }: OidcCodeRequest,
  ): Promise<void> {
    await this.confirmLink.execute(ctx, user, code, codeVerifier ?? null);
  }

  @Delete(':identityId')
  @RateLimit('password')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'unlinkIdentity',
    summary: 'Unlink a login provider',
    description: 'Refused for the last way into an account without a password.',
  })
  @ApiNoContentResponse({ description: 'It can no longer be used to log in.' })
  @ApiProblems(InvalidRequest, IdentityNotFound, LastWayIn, ...PROOF_PROBLEMS)
  async unlink(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Param('identityId', ParseUUIDPipe) identityId: string,
    @Body() proof: ProofRequest,
  ): Promise<void> {
    await this.unlinkIdentity.execute(ctx, user, identityId, proof, client);
  }
}
