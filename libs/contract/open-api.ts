import { jsonSchemas } from '#events/event-schemas';
import { answerSchemas, receiptSchemas, serviceSchemas } from './answer-schemas.ts';
import { eventComponents } from './event-components.ts';
import type { Json } from './operation.ts';
import { intakePaths } from './paths/intake.ts';
import { listPaths } from './paths/lists.ts';
import { personPaths } from './paths/persons.ts';
import { sandboxPaths, servicePaths } from './paths/service.ts';
import { problemSchemas } from './problem-schemas.ts';

export interface ContractOptions {
  /** Of this service. */
  readonly version?: string;
  /** With the two sandbox calls; they exist in sandbox tenants only. */
  readonly sandbox?: boolean;
}

/** The OpenAPI 3.1 document: event schemas from the catalogue, paths and answers from here. */
export function openApiDocument({ version = '0.1.0', sandbox = true }: ContractOptions = {}): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ungestatus',
      version,
      summary: 'Reports in; the education status at any date as known at any date out.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: { ...intakePaths, ...personPaths, ...listPaths, ...(sandbox ? sandboxPaths : {}), ...servicePaths },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of an issuer the service trusts.' } },
      schemas: { ...eventComponents(jsonSchemas()), ...problemSchemas, ...receiptSchemas, ...answerSchemas, ...(sandbox ? serviceSchemas : withoutSandbox()) },
    },
  };
}

function withoutSandbox(): Readonly<Record<string, Json>> {
  const { Sandbox: _sandbox, SandboxClock: _clock, ...rest } = serviceSchemas;
  return rest;
}
