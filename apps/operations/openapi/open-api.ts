import { jsonSchemas } from '#events/reading/event-schemas';
import { Components } from './components.ts';
import type { Json } from '#libs/contract';
import { addEvents } from './event-components.ts';
import { HEADERS } from './headers.ts';
import { operationOf } from './operation.ts';
import { methodNotAllowed } from './problem-answers.ts';
import { type ControllerClass, describedRoutes } from './routes.ts';
import { type Issuer, securitySchemesOf } from './security-schemes.ts';

export interface ContractOptions extends Issuer {
  /** The controllers of this process; the document describes no other routes. */
  readonly controllers: readonly ControllerClass[];
  /** Version of this service. */
  readonly version: string;
  /** Address at which callers reach the service. */
  readonly url: string;
}

const ABOUT =
  'Every error is a problem (RFC 9457) with a code, a remedy in Danish and English and a page at its `type`. ' +
  'A path called with a method it\ndoes not have answers 405 with `Allow`. ' +
  'Every answer has `Cache-Control: no-store`, `X-Content-Type-Options: nosniff` and\n' +
  '`Referrer-Policy: no-referrer`. A civil number travels in bodies only, never in an address. ' +
  'Answers may get new members; clients ignore what they do not know.';

/** The OpenAPI 3.1 document, from the routes and the catalogue of events. */
export function openApiDocument(options: ContractOptions): Json {
  const components = new Components();
  addEvents(components, jsonSchemas());
  const securitySchemes = securitySchemesOf(options);
  const context = { components, security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })) };
  const paths: Record<string, Record<string, Json>> = {};
  const routes = describedRoutes(options.controllers);
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operationOf(route, context);
  const responses = { MethodNotAllowed: methodNotAllowed(components) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ungestatus',
      version: options.version,
      summary: 'Reports in; the education status at any date as known at any date out.',
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.url, description: 'This service.' }],
    tags: [...new Set(routes.map(({ line }) => line.tag))].map((name) => ({ name })),
    security: context.security,
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: { securitySchemes, headers: HEADERS, responses, schemas: components.all() },
  };
}
