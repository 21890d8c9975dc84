import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ProblemError, type ProblemCode, type ProblemKind, PROBLEMS } from '#libs/problems';
import type { ProblemDescription } from './problems-answer.ts';

/** The meaning of a problem code. */
export class DescribeProblem extends Query<ProblemDescription> {
  constructor(readonly code: string) {
    super();
  }
}

@QueryHandler(DescribeProblem)
export class DescribeProblemHandler implements IQueryHandler<DescribeProblem> {
  async execute({ code }: DescribeProblem): Promise<ProblemDescription> {
    if (!Object.hasOwn(PROBLEMS, code)) throw new ProblemError('not-found');
    const kind: ProblemKind = PROBLEMS[code as ProblemCode];
    const { status, da, en, remedy, retryable = false } = kind;
    return { code, status, retryable, title: { da, en }, remedy };
  }
}
