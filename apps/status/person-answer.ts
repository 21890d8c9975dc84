import { ACTIONS, type Action, FIELD_GROUPS, type FieldGroup, PURPOSES, type Purpose, REASONS } from '#libs/access';
import { day, inHeader, inPath, listOf, mark, oneOf, optional, text, uuid, whole } from '#libs/contract';

const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
const actions = Object.keys(ACTIONS) as Action[];
const purposes = (Object.keys(PURPOSES) as Purpose[]).filter((code) => !('stated' in PURPOSES[code]));

/** Members of every answer about a person that say what the answer leaves out. */
export const viewMembers = {
  notShown: listOf(
    oneOf(groups, 'A group of fields.', 'FieldGroup'),
    'Groups of fields that this role and relation does not get.',
  ),
  mayDo: listOf(oneOf(actions, 'An action.', 'Action'), 'What this actor may do next.'),
};

/** Members that say who a person is. */
export const whoMembers = {
  name: optional(
    text('Given and family name; `navnebeskyttet` under protection; missing if no name is known.', 'Alma Sørensen'),
  ),
  nameProtected: optional(mark('The name is protected and not shown.')),
  birthDate: optional(day('The birth date; not shown under protection.', '2009-03-14')),
  birthYear: optional(whole('Under protection instead of the birth date.', 2009)),
};

export const keyParameter = inPath(
  'key',
  uuid('The key a look-up gave; a civil number is never part of an address.', '11111111-1111-4111-8111-111111111111'),
);
export const purposeParameter = inHeader(
  'X-Purpose',
  oneOf(purposes, 'Why the person is looked at. Every look is written in the read log.'),
  true,
);
export const reasonParameter = inHeader(
  'X-Reason',
  oneOf(Object.keys(REASONS), 'Why what is protected must be shown.'),
  false,
);
