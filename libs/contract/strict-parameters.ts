import { createParamDecorator, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { fieldError, ProblemError } from '#libs/problems';
import { nearest } from '#libs/validation';
import { type DeclaredParameters, type Parameter, refusedParameter } from './parameter.ts';

/** The texts of a call by place and name; a name that is sent twice is an array. */
export type SentParameters = Readonly<Record<Parameter['in'], Readonly<Record<string, unknown>>>>;

export interface Strictness {
  /** `ignored`: calls without a query in their contract have always accepted any. */
  readonly unknownQuery: 'refused' | 'ignored';
}

/**
 * Reads the declared parameters of a route and refuses everything else: a name that is not declared, since a mistyped
 * one must not silently mean "all"; a name that is sent twice; a text that does not fit its schema. The first fault is
 * the answer.
 */
export class StrictParameters implements PipeTransform<SentParameters, Record<string, unknown>> {
  private readonly known: readonly string[];

  constructor(
    private readonly declared: DeclaredParameters,
    private readonly strictness: Strictness = { unknownQuery: 'refused' },
  ) {
    this.known = Object.values(declared)
      .filter((one) => one.in === 'query')
      .map(({ name }) => name);
  }

  /** @throws ProblemError */
  transform(sent: SentParameters): Record<string, unknown> {
    const all = Object.entries(this.declared);
    const values: Record<string, unknown> = {};
    if (this.strictness.unknownQuery === 'refused') this.refuseUnknown(sent.query);
    const headersLast = [...all].sort(
      ([, one], [, other]) => Number(one.in === 'header') - Number(other.in === 'header'),
    );
    for (const [name, parameter] of headersLast) {
      values[name] = parameter.read(textOf(parameter, sent));
      if (values[name] !== undefined) refuseOthers(parameter, sent.query);
    }
    return values;
  }

  private refuseUnknown(query: SentParameters['query']): void {
    const unknown = Object.keys(query).find((name) => !this.known.includes(name));
    if (unknown === undefined) return;
    throw refusedParameter(unknown, 'unknown-field', { didYouMean: nearest(unknown, this.known), allowed: this.known });
  }
}

function textOf({ in: place, name }: Parameter, sent: SentParameters): string | undefined {
  const value = sent[place][place === 'header' ? name.toLowerCase() : name];
  if (Array.isArray(value)) throw refusedParameter(name, 'sent-twice');
  return typeof value === 'string' ? value : undefined;
}

function refuseOthers({ alone }: Parameter, query: SentParameters['query']): void {
  const others = alone?.without.filter((name) => query[name] !== undefined) ?? [];
  if (alone === undefined || others.length === 0) return;
  throw new ProblemError('invalid-parameter', {
    detail: alone.detail,
    errors: others.map((name) => fieldError(`/${name}`, alone.code)),
  });
}

const sentParameters = createParamDecorator((_: unknown, context: ExecutionContext): SentParameters => {
  const { query, params, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { query: query as SentParameters['query'], path: params as SentParameters['path'], header: headers };
});

/** The values of a call's declared parameters (`ParametersOf`), as the second argument of a route's method. */
export function Parameters(declared: DeclaredParameters, strictness?: Strictness): ParameterDecorator {
  return sentParameters(new StrictParameters(declared, strictness));
}
