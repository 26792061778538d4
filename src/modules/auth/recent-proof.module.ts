import { Global, Module } from '@nestjs/common';
import { RecentProof } from '../../common/recent-proof.js';
import { AuthModule } from './auth.module.js';
import { CheckProof } from './check-proof.js';

/** Gives every feature the port {@link RecentProof}, also those that must not know this one. */
@Global()
@Module({
  imports: [AuthModule],
  providers: [{ provide: RecentProof, useExisting: CheckProof }],
  exports: [RecentProof],
})
export class RecentProofModule {}
