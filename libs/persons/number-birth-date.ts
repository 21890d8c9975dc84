/** SQL of the birth date by the civil number of a person, for the expression that holds the person's key. */
export function numberBirthDateOf(person: string): string {
  return `(select number_birth_date from person_keys.persons where persons.person = ${person})`;
}
