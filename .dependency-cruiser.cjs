/**
 * The arrows of the code base, all as errors. A feature may import only the features that stand
 * beside it here, and of those only what they show.
 */
const FEATURES = {
  access: [],
  media: [],
  mail: [],
  sms: [],
  audit: [],
  shipping: [],
  users: ['access', 'media'],
  auth: ['users', 'mail', 'sms', 'access'],
  catalog: ['media'],
  inventory: ['catalog', 'mail'],
  discounts: ['catalog'],
  pricing: ['discounts', 'shipping'],
  cart: ['catalog', 'inventory', 'pricing', 'users', 'discounts', 'shipping'],
  payments: ['users'],
  orders: [
    'cart',
    'catalog',
    'inventory',
    'discounts',
    'pricing',
    'payments',
    'users',
    'mail',
    'shipping',
  ],
  ratings: ['catalog', 'orders', 'users'],
  wishlists: ['catalog', 'cart', 'users', 'mail'],
  // It reads tables, and imports nobody.
  reports: [],
  transfers: ['catalog', 'inventory', 'orders', 'users', 'access'],
};
/** These look at everybody and are looked at by nobody. */
const OBSERVERS = ['webhooks', 'operations', 'privacy', 'transfers'];

/** What a feature shows to others. */
const SHOWN = '\\.(module|service|types|errors|events|jobs)\\.ts$';
const PLATFORM =
  'common|config|database|queue|rate-limits|http-cache|manners|alarms|metrics|tracing';

const arrows = Object.entries(FEATURES).map(([feature, allowed]) => ({
  name: `feature-${feature}`,
  comment: `${feature} imports ${allowed.join(', ') || 'the platform only'}`,
  severity: 'error',
  from: { path: `^src/modules/${feature}/` },
  to: {
    path: '^src/modules/',
    pathNot: `^src/modules/(${[feature, ...allowed].join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'no-circular',
      comment: 'A cycle is one module that pretends to be two',
      severity: 'error',
      from: {},
      // A type that two files tell each other of is gone before anything loads.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-what-is-shown',
      comment: 'Across features only x.module, x.service, x.types, x.errors, x.events and x.jobs',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: [`^src/modules/$1/`, SHOWN] },
    },
    {
      name: 'nobody-imports-observers',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: `^src/modules/(${OBSERVERS.join('|')})/` },
      to: { path: `^src/modules/(${OBSERVERS.join('|')})/` },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: `^src/(${PLATFORM})/` },
      to: { path: '^src/(modules|dev|cli)/' },
    },
    {
      name: 'common-is-the-lowest',
      severity: 'error',
      from: { path: '^src/common/', pathNot: '^src/common/crypto/' },
      to: { path: '^src/(?!common/)' },
    },
    {
      name: 'crypto-knows-config-only',
      comment: 'Its keys come from the environment',
      severity: 'error',
      from: { path: '^src/common/crypto/' },
      to: { path: '^src/(?!common/|config/)' },
    },
    {
      name: 'config-below-database',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^src/(?!common/|config/)' },
    },
    {
      name: 'database-below-queue',
      severity: 'error',
      from: { path: '^src/database/' },
      to: { path: '^src/(?!common/|config/|database/)' },
    },
    {
      name: 'queue-below-features',
      severity: 'error',
      from: { path: '^src/queue/' },
      to: { path: '^src/(?!common/|config/|database/|queue/|metrics/|tracing/)' },
    },
    {
      name: 'alarms-below-features',
      severity: 'error',
      from: { path: '^src/alarms/' },
      to: { path: '^src/(?!common/|config/|database/|queue/|alarms/)' },
    },
    {
      name: 'metrics-and-tracing-know-config-only',
      severity: 'error',
      from: { path: '^src/(metrics|tracing)/' },
      to: { path: '^src/(?!common/|config/|metrics/|tracing/)' },
    },
    {
      name: 'rate-limits-know-config-only',
      severity: 'error',
      from: { path: '^src/rate-limits/' },
      to: { path: '^src/(?!common/|config/|rate-limits/)' },
    },
    {
      name: 'manners-know-common-only',
      severity: 'error',
      from: { path: '^src/manners/' },
      to: { path: '^src/(?!common/|manners/)' },
    },
    {
      name: 'http-cache-knows-config-and-database-only',
      severity: 'error',
      from: { path: '^src/http-cache/' },
      to: { path: '^src/(?!common/|config/|database/|http-cache/)' },
    },
    {
      name: 'domain-is-pure',
      comment: 'The domain knows no HTTP, no rows being fetched and no queue',
      severity: 'error',
      from: { path: '^src/modules/.+/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          '^src/modules/.+/(http|data|worker|use-cases)/',
          '^src/common/http/',
          '^src/(database|queue)/',
          'node_modules/(@nestjs|fastify|pg|bullmq)/',
        ],
      },
    },
    {
      name: 'api-loads-no-processor',
      severity: 'error',
      from: { path: '\\.(http\\.module|controller)\\.ts$|^src/api\\.module\\.ts$' },
      to: { path: '\\.(worker\\.module|processor|schedule)\\.ts$' },
    },
    {
      name: 'api-loads-no-bullmq',
      comment: 'The API writes to the outbox; the library would cost its start and its memory',
      severity: 'error',
      from: { path: '^src/api\\.module\\.ts$' },
      to: { path: 'node_modules/bullmq/', reachable: true },
    },
    {
      name: 'worker-loads-no-controller',
      severity: 'error',
      from: { path: '\\.(worker\\.module|processor)\\.ts$' },
      to: { path: '\\.(http\\.module|controller)\\.ts$' },
    },
    {
      name: 'production-loads-no-dev',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(dev|testing|cli)/|^src/cli\\.ts$|\\.spec\\.ts$' },
      to: { path: '^src/(dev|testing)/' },
    },
    {
      name: 'gateway-simulator-stands-alone',
      comment: 'Written from the vendors’ documents: it must not share a mistake with the adapters',
      severity: 'error',
      from: { path: '^src/dev/gateway-simulator/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(src/(?!dev/gateway-simulator/)|test/|migrations/)' },
    },
    {
      name: 'adapters-know-no-simulator',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/dev/gateway-simulator/' },
    },
    {
      name: 'client-stands-alone',
      comment:
        'It is a package of its own, for browsers too: no part of the server, no package, nothing of Node',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/client/' },
    },
    {
      name: 'storefront-page-knows-the-client-only',
      comment: 'It runs in a browser, as anybody’s page could',
      severity: 'error',
      from: { path: '^src/storefront/browser/' },
      to: { pathNot: '^src/(storefront/browser|client)/' },
    },
    {
      name: 'server-knows-no-client',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(client|storefront/browser|dev)/' },
      to: { path: '^src/(client|storefront/browser)/' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'They must mean the same for ever, whatever becomes of the code',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(dev|testing)/|\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '@types/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
