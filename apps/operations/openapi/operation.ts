import type { AccessMark } from '#libs/identity';
import type { Components } from './components.ts';
import { type AnswerHeader, type AnswerLine, CSV, csvSchemaOf, type Json, type Parameter } from '#libs/contract';
import type { TSchema } from 'typebox';
import { headersOf } from './headers.ts';
import { problemAnswers } from './problem-answers.ts';
import type { DescribedRoute } from './routes.ts';

/** Shared by all operations. */
export interface OperationContext {
  readonly components: Components;
  /** The ways to sign in. */
  readonly security: readonly Json[];
}

/** An OpenAPI operation from the metadata of a route and its @Contract. */
export function operationOf(route: DescribedRoute, { components, security }: OperationContext): Json {
  const { line, config } = route;
  const access = config.access ?? [];
  const parameters = Object.values(line.parameters ?? {});
  return {
    operationId: line.id,
    summary: line.summary,
    description: [line.description, callersOf(access)].filter((sentence) => sentence !== undefined).join(' '),
    tags: [line.tag],
    ...(parameters.length === 0 ? {} : { parameters: parameters.map((one) => parameterOf(one, components)) }),
    ...(line.body === undefined ? {} : { requestBody: bodyOf(route, components) }),
    responses: { ...successesOf(route, components), ...problemAnswers(route, components) },
    security: access === 'open' ? [] : security,
  };
}

function callersOf(access: AccessMark): string {
  if (access === 'open') return 'Answers without a token.';
  if (access === 'session') return 'For people who are signed in to the pages.';
  return access === 'any-role'
    ? 'For any caller with a token, as far as the role and the relation reach.'
    : `For: ${access.join(', ')}.`;
}

function parameterOf({ name, in: place, required, schema }: Parameter, components: Components): Json {
  const { description, ...rest } = components.place(schema);
  return { name, in: place, required, description, schema: rest };
}

/** @throws Error if the route takes other media types than it describes */
function bodyOf({ line, config, path }: DescribedRoute, components: Components): Json {
  const described = Object.keys(line.body ?? {});
  const taken = Object.keys(config.body?.forms ?? { 'application/json': true });
  if (described.sort().join() !== taken.sort().join())
    throw new Error(`${path} takes ${taken.join(', ')} and describes ${described.join(', ')}`);
  return { required: true, content: mapValues(line.body ?? {}, (schema) => ({ schema: components.place(schema) })) };
}

function successesOf(route: DescribedRoute, components: Components): Json {
  const { line, method, path } = route;
  const tagged = method === 'get' && path.startsWith('/v1/') && line.answers[200] !== undefined;
  const notModified = {
    304: {
      description: 'The answer has not changed since the one `If-None-Match` names; the look counts all the same.',
      headers: headersOf(['EntityTag']),
    },
  };
  return {
    ...mapValues(
      line.answers as Readonly<Record<string, AnswerLine>>,
      ({ means, schema, mediaType = 'application/json', also = {}, csv, headers = [] }, status) => {
        const sent: readonly AnswerHeader[] = [
          ...(tagged && status === '200' ? (['EntityTag'] as const) : []),
          ...headers,
        ];
        return {
          description: means,
          ...(sent.length === 0 ? {} : { headers: headersOf(sent) }),
          content: mapValues({ [mediaType]: schema, ...also, ...csvOf(schema, csv) }, (one) => ({
            schema: components.place(one),
          })),
        };
      },
    ),
    ...(tagged ? notModified : {}),
  };
}

function csvOf(schema: TSchema, rows: string | undefined): Readonly<Record<string, TSchema>> {
  return rows === undefined ? {} : { [CSV]: csvSchemaOf(schema, rows) };
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
