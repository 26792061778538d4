import { describe, expect, it } from 'vitest';
import { checkRightsNeverGrow } from '../../../src/dev/proof/identity/rights/rights-property.js';
import { AccessModule } from '../../../src/modules/access/access.module.js';
import { AuthModule } from '../../../src/modules/auth/auth.module.js';
import { UsersModule } from '../../../src/modules/users/users.module.js';
import { useIntegration } from '../../setup/test-app.js';

/** A longer look: RIGHTS_RUNS=2000 RIGHTS_SEED=1 npx vitest run test/integration/access */
const RUNS = Number(process.env['RIGHTS_RUNS'] ?? 40);
const SEED = process.env['RIGHTS_SEED'];

describe('The rights of staff', () => {
  const t = useIntegration({ only: [AccessModule, UsersModule, AuthModule] });

  it('taken together never grow, whatever they try', { timeout: 900_000 }, async () => {
    const result = await checkRightsNeverGrow(t, t.owner, {
      runs: RUNS,
      seed: SEED === undefined ? undefined : Number(SEED),
    });
    // Each way of changing rights was open to somebody: else nothing is shown.
    expect(Object.keys(result.kinds).length).toBeGreaterThanOrEqual(5);
    expect(result.accepted).toBeGreaterThan(RUNS / 2);
  });
});
