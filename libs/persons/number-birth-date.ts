/** SQL for a person's birth date by the civil number; the argument is the expression with the person's key. */
export function numberBirthDateOf(person: string): string {
  return `(select number_birth_date from person_keys.persons where persons.person = ${person})`;
}
