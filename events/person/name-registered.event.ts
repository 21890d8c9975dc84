import { About } from '#libs/validation';
import { Person, PersonName, PersonRef } from '../model/fields.ts';

/**
 * Stored format: add a version, never edit. `given` and `family` are sealed with a key of the event's own, which is
 * destroyed once no one may see the name any more (docs/adr/0020).
 */
export class NameRegisteredV1 {
  @Person()
  person!: PersonRef;

  @About('Given names; kept sealed.', 'Alma')
  @PersonName()
  given!: string;

  @About('Family name; kept sealed.', 'Sørensen')
  @PersonName()
  family!: string;
}
