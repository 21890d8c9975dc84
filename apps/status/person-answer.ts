import { ACTIONS, type Action, FIELD_GROUPS, type FieldGroup } from '#libs/access';
import { day, listOf, mark, oneOf, optional, text, whole } from '#libs/contract';

const groups = Object.keys(FIELD_GROUPS) as FieldGroup[];
const actions = Object.keys(ACTIONS) as Action[];

/** Members of every answer about a person that name what the answer leaves out. */
export const viewMembers = {
  notShown: listOf(
    oneOf(groups, 'A group of fields.', 'FieldGroup'),
    'Groups of fields that this role and relation does not get.',
  ),
  mayDo: listOf(oneOf(actions, 'An action.', 'Action'), 'What this actor may do next.'),
};

/** Members of the identity of a person. */
export const whoMembers = {
  name: optional(
    text('Given and family name; `navnebeskyttet` under protection; missing if no name is known.', 'Alma Sørensen'),
  ),
  nameProtected: optional(mark('The name is protected and not shown.')),
  birthDate: optional(day('The birth date; not shown under protection.', '2009-03-14')),
  birthYear: optional(whole('Under protection instead of the birth date.', 2009)),
};
