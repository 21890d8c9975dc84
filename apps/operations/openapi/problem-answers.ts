import { PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode, type ProblemKind } from '#libs/problems';
import type { Components } from './components.ts';
import type { AnswerHeader, Json } from '#libs/contract';
import { headersOf } from './headers.ts';
import { problemSchema } from './problem-schema.ts';
import type { DescribedRoute } from './routes.ts';

/** Problems of any call. */
const ALWAYS: readonly ProblemCode[] = ['internal'];
/** Problems of any call with a token. */
const OF_TOKENS: readonly ProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'rate-limited',
  'issuer-unavailable',
  'database-unavailable',
  'too-busy',
];
/** Problems of any call with a body. */
const OF_BODIES: readonly ProblemCode[] = [
  'malformed-json',
  'nested-too-deep',
  'body-too-large',
  'unsupported-media-type',
  'invalid-body',
];

function problemsOf({ line, config, path }: DescribedRoute): readonly ProblemCode[] {
  const isOpen = config.access === 'open';
  return [
    ...(line.problems ?? []),
    ...(path.includes('{') ? (['not-found'] as const) : []),
    ...(line.body === undefined ? [] : OF_BODIES),
    ...(isOpen ? [] : OF_TOKENS),
    ...ALWAYS,
  ];
}

/** The problem answers of a route, grouped by status. */
export function problemAnswers(route: DescribedRoute, components: Components): Json {
  const codes = problemsOf(route);
  const described = new Set(Object.keys(route.line.answers));
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses
      .filter((status) => !described.has(String(status)))
      .map((status) => {
        const same = [...new Set(codes)].filter((code) => PROBLEMS[code].status === status);
        const description = same.map((code) => `\`${code}\`: ${PROBLEMS[code].en}`).join(' ');
        return [
          String(status),
          {
            description,
            headers: headersOf(headersOfProblems(same)),
            content: { [PROBLEM_MEDIA_TYPE]: { schema: components.place(problemSchema) } },
          },
        ];
      }),
  );
}

function headersOfProblems(codes: readonly ProblemCode[]): AnswerHeader[] {
  const kinds = codes.map((code): ProblemKind => PROBLEMS[code]);
  return [
    'CorrelationId',
    ...(kinds.some(({ retryable }) => retryable === true) ? (['RetryAfter'] as const) : []),
    ...(codes.includes('unauthenticated') ? (['Challenge'] as const) : []),
    ...(codes.includes('changed-content') || codes.includes('invalid-body') ? (['Receipt'] as const) : []),
  ];
}

/** The problem of a method that a path does not have, which belongs to no operation. */
export function methodNotAllowed(components: Components): Json {
  return {
    description: '`method-not-allowed`: any path called with a method it does not have.',
    headers: headersOf(['CorrelationId', 'Allowed']),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: components.place(problemSchema) } },
  };
}
