import type { Role } from '#libs/identity';

/** An invented person as whom one can sign in to the pages of a sandbox. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  /** What the person does, in Danish. */
  readonly work: string;
  readonly role: Role;
  readonly organisation: string;
  readonly reporters?: readonly string[];
  readonly municipality?: string;
}

export const PERSONAS: readonly Persona[] = [
  {
    id: 'monitor',
    name: 'Karen Tællemann, Ungdomsstyrelsen (opdigtet)',
    work: 'Følger, hvem der indberetter til tiden, i hele landet.',
    role: 'monitor',
    organisation: 'ungdomsstyrelsen',
  },
  {
    id: 'adviser-0751',
    name: 'Mette Eksempel, Aarhus Kommune',
    work: 'Vejleder for de unge i kommunen og ser dens skolers indberetninger.',
    role: 'adviser',
    organisation: 'municipality-0751',
    municipality: '0751',
  },
  {
    id: 'adviser-0461',
    name: 'Bo Prøvesen, Odense Kommune',
    work: 'Vejleder for de unge i kommunen og ser dens skolers indberetninger.',
    role: 'adviser',
    organisation: 'municipality-0461',
    municipality: '0461',
  },
  {
    id: 'secretary-990110',
    name: 'Line Opdigt, Erhvervsskolen Fjordhavn',
    work: 'Studiesekretær, der indberetter for skolen.',
    role: 'institution',
    organisation: '990110',
    reporters: ['990110', '990111'],
  },
  {
    id: 'operator',
    name: 'Ole Drift, Ungestatus',
    work: 'Holder tjenesten i gang og ser ingen personer.',
    role: 'operator',
    organisation: 'operator',
  },
  {
    id: 'dpo',
    name: 'Pia Vogter, databeskyttelsesrådgiver',
    work: 'Kontrollerer, hvem der har slået op på hvem.',
    role: 'data-protection-officer',
    organisation: 'dpo',
  },
];

/** @returns undefined if no persona has the id */
export const findPersona = (id: string | undefined): Persona | undefined => PERSONAS.find((one) => one.id === id);
