const START = 'what test/e2e/start.e2e-spec.ts starts';
const SUITE = 'this suite';
const CI = 'a step of .ci/run';
const LONG = 'minutes to hours';
const PARTS = 'works for minutes; a short run of the same part is in';
const DOCKER = 'no container runs in the suite; test/contract/compose.spec.ts reads the files';
const BACKUP = 'needs a server with pgBackRest: test/integration/operations/backup.int-spec.ts';
const DOCUMENT = 'needs the build of the Swagger plugin';

/**
 * Commands of the documents that `test/e2e/start.e2e-spec.ts` does not run, each with the reason, and where there is such a
 * place, with what runs it instead. Held by `shown-commands.spec.ts`: what no document shows is not named here.
 */
export const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci': CI,
  'npm test': SUITE,
  'npx vitest run PATH': SUITE,
  'npm start': START,
  'node dist/src/dev/gateway-simulator/main.js --port 4010 --callback-base http://127.0.0.1:3000': `part of ${START}`,
  'npm run start:api': 'a step of .ci/run, by .ci/processes.mjs',
  'npm run start:worker -- payment-callbacks': 'a step of .ci/run, by .ci/processes.mjs',
  'npm run start:worker -- greetings': 'the queue of a recipe: test/cookbook/cookbook.int-spec.ts',
  'npm run build': CI,
  'npm pack': 'a step of .ci/run, by .ci/extension.mjs',
  'npm run check': CI,
  'npm run deps': `part of npm run check, ${CI}`,
  'npm run docs': 'writes into the repository; src/dev/docs/configuration-table.spec.ts compares',
  'npm run openapi': `${DOCUMENT}; npm run check compares, ${CI}`,
  'npm run openapi:examples': `${DOCUMENT}; test/contract/openapi-completeness.spec.ts has its table`,
  'npm run openapi:release': `a decision; test/contract/openapi-breaks.spec.ts compares`,
  'npm run client:build': 'test/e2e/client-package.e2e-spec.ts builds and installs the package',
  'npm run migration:generate -- /tmp/look':
    'test/integration/schema/entities.int-spec.ts asks the same of TypeORM',
  'npm run mutation': LONG,
  'npm run bench': LONG,
  'npm run bench -- --sizes 10000 --only search': LONG,
  'npm run bench -- --sizes 100000 --keep': 'stays until Ctrl-C',
  'npm run bench -- --orders': LONG,
  'npm run proof -- NAME': LONG,
  'npm run proof -- api --part completeness': `${PARTS} test/contract/openapi-completeness.spec.ts`,
  'npm run proof -- api --part tour': `${PARTS} test/e2e/start.e2e-spec.ts`,
  'npm run proof -- operations --part wedged': LONG,
  'npm run proof -- operations --part rolling': LONG,
  'npm run proof -- operations --part "archive under load"': LONG,
  'npm run scale': LONG,
  'docker compose run --rm migrate': DOCKER,
  'docker compose --profile gateways': DOCKER,
  'for n in 1 2 3; do docker compose up -d --no-deps --wait api-$n; done': DOCKER,
  'promtool test rules docker/prometheus/alerts.test.yml': `test/worker/observability.int-spec.ts, where promtool is installed`,
  'pgbackrest --stanza=eshop --type=time --target="…" --target-action=promote restore': BACKUP,
  'npm run cli -- backup full': BACKUP,
  'npm run cli -- backup base': BACKUP,
  'npm run cli -- backup base [--type full]': BACKUP,
  'npm run cli -- backup wal': BACKUP,
  'npm run cli -- backup prune': BACKUP,
  'npm run cli -- backup restore --to URL': BACKUP,
  'npm run cli -- backup drill --admin-url URL [--time T]': BACKUP,
  'npm run cli -- archive restore ORD-00000042':
    'a new shop has no old orders: test/integration/orders/archive-orders.int-spec.ts',
};
