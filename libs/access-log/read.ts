import type { FieldName, Purpose, Question, Reason } from '#libs/access';
import type { Actor } from '#libs/identity';

/** One look at one person. */
export interface Read {
  /** By the service's clock. */
  readonly at: Date;
  readonly actor: Pick<Actor, 'subject' | 'clientId' | 'organisation' | 'role'>;
  readonly purpose: Purpose;
  /** The reason for which protected data had to be shown. */
  readonly reason?: Reason | undefined;
  /** The person's key. */
  readonly person: string;
  readonly question: Question['kind'];
  /** The data shown: the decision's fields. */
  readonly fields: 'all' | readonly FieldName[];
  /** W3C traceparent of the call. */
  readonly trace?: string;
}
