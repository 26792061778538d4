import { Body, Controller, Delete, Get, Header, HttpCode, Post } from '@nestjs/common';
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
import { TooManyAttempts } from '../../auth.errors.js';
import { InvalidSecondFactor, MfaAlreadyOn, MfaNotOn, MfaNotStarted } from '../mfa.errors.js';
import { SecondFactor } from '../second-factor.js';
import { ConfirmTotp } from '../use-cases/confirm-totp.js';
import { RemoveTotp } from '../use-cases/remove-totp.js';
import { RenewRecoveryCodes } from '../use-cases/renew-recovery-codes.js';
import { StartTotp } from '../use-cases/start-totp.js';
import { VerifySession } from '../use-cases/verify-session.js';
import {
  ChangeMfaRequest,
  ConfirmTotpRequest,
  FactorRequest,
  factorProofOf,
} from './dto/mfa.request.js';
import {
  MfaResponse,
  RecoveryCodesResponse,
  toMfaResponse,
  TotpResponse,
  toTotpResponse,
} from './dto/mfa.response.js';

/** The caller's second factor. */
@ApiTags('Me')
@Own()
@NotOnBehalf()
@Controller('me/mfa')
export class MfaController {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly startTotp: StartTotp,
    private readonly confirmTotp: ConfirmTotp,
    private readonly removeTotp: RemoveTotp,
    private readonly renewRecoveryCodes: RenewRecoveryCodes,
    private readonly verifySession: VerifySession,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getMyMfa',
    summary: 'My second factor',
    description: 'Whether each login asks for a code, and how many recovery codes are left.',
  })
  @ApiOkResponse({ type: MfaResponse })
  async get(@Ctx() ctx: RequestContext, @CurrentUser() user: AuthUser): Promise<MfaResponse> {
    return toMfaResponse(await this.secondFactor.getState(ctx, user));
  }

  @Post('totp')
  @RateLimit('password')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'startMyTotp',
    summary: 'Set up an authenticator app',
    description:
      'Shows the secret this once; nothing is asked for until the first code has confirmed it within 15 minutes.',
  })
  @ApiOkResponse({ type: TotpResponse })
  @ApiProblems(InvalidRequest, MfaAlreadyOn, ...PROOF_PROBLEMS)
  async start(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() proof: ProofRequest,
  ): Promise<TotpResponse> {
    return toTotpResponse(await this.startTotp.execute(ctx, user, proof, client));
  }

  @Post('totp/confirm')
  @RateLimit('code')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'confirmMyTotp',
    summary: 'Switch the authenticator app on',
    description:
      'With its first code. Answers the recovery codes, which are never shown again; this session counts as one with a second factor from now on.',
  })
  @ApiOkResponse({ type: RecoveryCodesResponse })
  @ApiProblems(InvalidRequest, MfaNotStarted, MfaAlreadyOn, InvalidSecondFactor)
  async confirm(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { code }: ConfirmTotpRequest,
  ): Promise<RecoveryCodesResponse> {
    return { recoveryCodes: await this.confirmTotp.execute(ctx, user, code) };
  }

  @Delete('totp')
  @RateLimit('password')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeMyTotp',
    summary: 'Switch the second factor off',
    description: 'With password and code. The recovery codes go with it.',
  })
  @ApiNoContentResponse({ description: 'Logins ask for the password alone.' })
  @ApiProblems(InvalidRequest, MfaNotOn, InvalidSecondFactor, ...PROOF_PROBLEMS)
  async remove(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() body: ChangeMfaRequest,
  ): Promise<void> {
    await this.removeTotp.execute(ctx, user, { ...body, factor: factorProofOf(body) }, client);
  }

  @Post('recovery-codes')
  @RateLimit('password')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'renewMyRecoveryCodes',
    summary: 'Make new recovery codes',
    description: 'Voids those of the last time. Never shown again.',
  })
  @ApiOkResponse({ type: RecoveryCodesResponse })
  @ApiProblems(InvalidRequest, MfaNotOn, InvalidSecondFactor, ...PROOF_PROBLEMS)
  async renew(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() body: ChangeMfaRequest,
  ): Promise<RecoveryCodesResponse> {
    const proof = { ...body, factor: factorProofOf(body) };
    return { recoveryCodes: await this.renewRecoveryCodes.execute(ctx, user, proof, client) };
  }

  @Post('verify')
  @RateLimit('code')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'verifyMySession',
    summary: 'Show the second factor in this session',
    description:
      'For a session from before the second factor was set up, and before changes that ask for a fresh login.',
  })
  @ApiNoContentResponse({ description: 'This session counts as one with a second factor.' })
  @ApiProblems(InvalidRequest, MfaNotOn, InvalidSecondFactor, TooManyAttempts)
  async verify(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() body: FactorRequest,
  ): Promise<void> {
    await this.verifySession.execute(ctx, user, factorProofOf(body));
  }
}
