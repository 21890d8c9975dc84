/**
 * docs/security.md "Who sees what" for persons, implemented a second time without the product's code: the answer of
 * each call for each client.
 */
export type Bond = 'resident' | 'taken-back' | 'no-municipality' | 'held-by-school' | 'moved-away' | 'stranger';
export type Call =
  | 'status'
  | 'status-then'
  | 'timeline'
  | 'changes'
  | 'contacts'
  | 'identity'
  | 'identity-with-reason'
  | 'lookup'
  | 'status-for-another-purpose';

export const CALLS: readonly Call[] = [
  'status',
  'status-then',
  'timeline',
  'changes',
  'contacts',
  'identity',
  'identity-with-reason',
  'lookup',
  'status-for-another-purpose',
];

export interface Case {
  readonly client: string;
  readonly bond: Bond;
  readonly age: number;
  readonly isProtected: boolean;
  readonly call: Call;
}

export interface Expected {
  readonly status: number;
  /** Members that the body must not hold. */
  readonly hidden: readonly ('name' | 'birth-date' | 'number')[];
}

const HIDE_ALL: Expected['hidden'] = ['name', 'birth-date', 'number'];
const refused = (status: number): Expected => ({ status, hidden: HIDE_ALL });

/** The bond to an adviser of 0751 as seen from 0461, where the strangers and the persons who moved away live. */
const FROM_0461: Readonly<Record<Bond, Bond>> = {
  resident: 'stranger',
  'taken-back': 'stranger',
  'no-municipality': 'stranger',
  'held-by-school': 'stranger',
  'moved-away': 'resident',
  stranger: 'resident',
};

/** The expected answer for each client; for all but the two advisers the person does not exist. */
export function expectedOf({ client, bond: seenFrom0751, age, isProtected, call }: Case): Expected {
  if (client !== 'adviser-0751' && client !== 'adviser-0461') return refused(404);
  const bond = client === 'adviser-0461' ? FROM_0461[seenFrom0751] : seenFrom0751;
  if (bond === 'stranger' || bond === 'moved-away') return refused(404);
  if (age >= 30) return refused(404);
  if (call === 'status-for-another-purpose') return refused(bond === 'held-by-school' && age >= 25 ? 404 : 403);
  if (bond === 'held-by-school') return ofHolder(age, call);
  const name: Expected['hidden'] = isProtected ? ['name', 'birth-date', 'number'] : ['number'];
  if (age >= 25) {
    if (call === 'contacts' || call === 'identity' || call === 'identity-with-reason') return refused(403);
    return { status: 200, hidden: HIDE_ALL };
  }
  if (call === 'identity') return isProtected ? refused(403) : { status: 200, hidden: ['birth-date'] };
  if (call === 'identity-with-reason') return { status: 200, hidden: ['birth-date'] };
  return { status: 200, hidden: name };
}

function ofHolder(age: number, call: Call): Expected {
  if (age >= 25) return refused(404);
  switch (call) {
    case 'status':
    case 'contacts':
    case 'lookup':
      return { status: 200, hidden: ['number'] };
    case 'identity-with-reason':
      return { status: 200, hidden: ['birth-date'] };
    case 'status-then':
    case 'timeline':
    case 'changes':
    case 'identity':
    case 'status-for-another-purpose':
      return refused(403);
  }
}
