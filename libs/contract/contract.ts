import 'reflect-metadata';
import type { ProblemCode } from '#libs/problems';
import { SetMetadata } from '@nestjs/common';
import type { TSchema } from 'typebox';
import type { AnswerOf, Documented } from './answer-type.ts';
import type { DeclaredParameters } from './parameter.ts';

export type Json = Record<string, unknown>;

/** A header that an answer may carry, by its name in the document. */
export type AnswerHeader =
  'CorrelationId' | 'RetryAfter' | 'Challenge' | 'EntityTag' | 'NextPage' | 'Receipt' | 'Allowed';

/** A success answer. */
export interface AnswerLine<Schema extends TSchema = TSchema> {
  readonly means: string;
  readonly schema: Schema;
  /** Default `application/json`. */
  readonly mediaType?: string;
  /** Schemas of the same answer in other media types, by `Accept`. */
  readonly also?: Readonly<Record<string, TSchema>>;
  /** Answered as CSV too, by `Accept`: the member with the rows. */
  readonly csv?: string;
  /** Headers in addition to those of every answer of its kind. */
  readonly headers?: readonly AnswerHeader[];
}

/** Facts about a route that its code does not state: words, parameters, schemas of answers, problems of its own. */
export interface OperationLine<
  Answers extends Readonly<Record<number, AnswerLine>> = Readonly<Record<number, AnswerLine>>,
> {
  /** `operationId`: the name of the method in generated clients. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: DeclaredParameters;
  /** Schemas of the body by media type, exactly those that the route takes. */
  readonly body?: Readonly<Record<string, TSchema>>;
  readonly answers: Answers;
  readonly problems?: readonly ProblemCode[];
}

export const OPERATION = 'ungestatus:operation';
export const OUTSIDE = 'ungestatus:outside-contract';

type Returned<Handler> = Handler extends (...args: never[]) => infer Result ? Awaited<Result> : never;
type SchemaOf<Answers> = Answers[keyof Answers] extends infer Line
  ? Line extends { readonly schema: infer Schema extends TSchema }
    ? Schema | AlsoOf<Line>
    : never
  : never;
type AlsoOf<Line> = Line extends { readonly also: Readonly<Record<string, infer Schema extends TSchema>> }
  ? Schema
  : never;

/**
 * Describes a route. Does not compile if the method returns a type that its schemas do not describe, or one with more
 * members at any depth. The document takes path, method, callers, bodies and limits from the route itself.
 */
export function Contract<const Answers extends Readonly<Record<number, AnswerLine>>>(line: OperationLine<Answers>) {
  return <Handler>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Handler> & Documented<Returned<Handler>, AnswerOf<SchemaOf<Answers>>>,
  ): void => {
    SetMetadata(OPERATION, line)(target, name, descriptor as PropertyDescriptor);
  };
}

/** Marks a route that is no part of the contract. A route with neither mark makes the document throw. */
export function OutsideContract(why: string): MethodDecorator {
  return SetMetadata(OUTSIDE, why);
}
