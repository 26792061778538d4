import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { handlerFacts } from './handler-facts.js';
import { documentAnswers } from './passes/answer-docs.js';
import { documentOptionalBodies } from './passes/body-docs.js';
import { documentExamples } from './passes/example-docs.js';
import { documentHeaders } from './passes/header-docs.js';
import { documentManners } from './passes/manners-docs.js';
import { documentOpenQueries } from './passes/open-query-docs.js';
import { documentParameters } from './passes/parameter-docs.js';
import { documentProblems } from './passes/problem-docs.js';
import { pruneHeaders } from './passes/prune-components.js';
import { describeRateLimits, documentRateLimits } from './passes/rate-limit-docs.js';
import { shareRefusals } from './passes/share-refusals.js';
import { documentTags } from './passes/tag-docs.js';
import { quickDocs } from './quick-docs.js';
import { readRecorded } from './recorded.js';

const DESCRIPTION = `A headless shop: catalogue, carts, promotions, checkout, orders and payments.

Refusals are \`application/problem+json\` (RFC 9457); programs decide by \`code\`, people read
\`detail\`, support asks for \`requestId\`. Money is a decimal string with its \`currency\` beside it.

${describeRateLimits()}`;

/** The OpenAPI 3.1 document of the routes that are mounted, in an order that never changes. */
export function buildDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('eshop')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'The shop that shows this document')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const plain = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
  });
  const recorded = readRecorded();
  // In this order: headers of refusals depend on their codes.
  const passes: readonly ((document: OpenAPIObject) => OpenAPIObject)[] = [
    documentManners,
    documentOptionalBodies,
    documentTags,
    documentAnswers,
    documentRateLimits,
    (document) => documentProblems(document, handlerFacts(app)),
    (document) => documentHeaders(document, recorded),
    (document) => documentParameters(document, recorded),
    documentOpenQueries,
    (document) => documentExamples(document, recorded),
    shareRefusals,
    pruneHeaders,
  ];
  return sortDocument(passes.reduce((document, pass) => pass(document), plain));
}

/** Swagger UI at `/docs` and the document at `/openapi.json`, built at the first request. */
export function mountDocs(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => buildDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'eshop API',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      docExpansion: 'none',
      filter: true,
      plugins: [quickDocs],
    },
  });
}

/** Modules load in any order; a committed document must not change with it. */
function sortDocument(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas;
  return {
    ...document,
    paths: sortKeys(document.paths),
    ...(schemas ? { components: { ...document.components, schemas: sortKeys(schemas) } } : {}),
  };
}

function sortKeys<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
