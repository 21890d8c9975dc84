import { type EventDefinition, type EventLine, defined, WIRE_PREFIX, type WireType } from './model/definition.ts';
import { EducationCompletedV1 } from './completion/education-completed.event.ts';
import { ContactPersonAssignedV1 } from './contact-person/contact-person-assigned.event.ts';
import { ContactPersonEndedV1 } from './contact-person/contact-person-ended.event.ts';
import { ReportCorrectedV1 } from './correction/report-corrected.event.ts';
import { ReportWithdrawnV1 } from './correction/report-withdrawn.event.ts';
import { DropoutRiskReportedV1 } from './dropout-risk/dropout-risk-reported.event.ts';
import { DropoutRiskWithdrawnV1 } from './dropout-risk/dropout-risk-withdrawn.event.ts';
import { EnrolmentChangedV1 } from './enrolment/enrolment-changed.event.ts';
import { EnrolmentNeverStartedV1 } from './enrolment/enrolment-never-started.event.ts';
import { EnrolmentRegisteredV1 } from './enrolment/enrolment-registered.event.ts';
import { BecameAwareV1 } from './follow-up/became-aware.event.ts';
import { ContactMadeV1 } from './follow-up/contact-made.event.ts';
import { EducationInterruptedV1 } from './interruption/education-interrupted.event.ts';
import { LeaveEndedV1 } from './leave/leave-ended.event.ts';
import { LeaveStartedV1 } from './leave/leave-started.event.ts';
import { NameRegisteredV1 } from './person/name-registered.event.ts';
import { PersonRegisteredV1 } from './person/person-registered.event.ts';
import { ProtectionChangedV1 } from './person/protection-changed.event.ts';
import { ResidenceChangedV1 } from './residence/residence-changed.event.ts';
import type { CorrectionData, EventType, FollowUpData, ReportData, ReportType } from './person-event.ts';
import type { ReporterKind } from './model/source.ts';

export type { EventDefinition, WireType } from './model/definition.ts';
export { WIRE_PREFIX } from './model/definition.ts';

const INSTITUTION: readonly ReporterKind[] = ['institution'];
const MUNICIPALITY: readonly ReporterKind[] = ['municipality'];
const REGISTER: readonly ReporterKind[] = ['cpr'];
const CONTACT_GIVERS: readonly ReporterKind[] = ['municipality', 'jobcentre', 'institution'];
const ANYBODY: readonly ReporterKind[] = [
  'institution',
  'municipality',
  'jobcentre',
  'company',
  'cpr',
  'income-register',
];

const NOTIFICATION = 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 12 c';
const DATA_BASIS = 'Lov om kommunal indsats for unge under 25 år (LBK 953/2024) § 15 d';
const CONTACT_DUTY = 'Vejledningsbekendtgørelsen (BEK 512/2025) § 29';

const reports: { readonly [T in keyof ReportData]: EventLine<T> } = {
  'person-registered.v1': {
    data: PersonRegisteredV1,
    from: REGISTER,
    on: (data) => data.birthDate,
    title: ['Person registreret', 'Person registered'],
    about: [
      'Folkeregistret kender personen og fødselsdagen.',
      'The civil register knows the person and the birth date.',
    ],
  },
  'name-registered.v1': {
    data: NameRegisteredV1,
    from: REGISTER,
    on: (_, receivedOn) => receivedOn,
    sealed: ['given', 'family'],
    title: ['Navn registreret', 'Name registered'],
    about: [
      'Personens fornavn og efternavn i folkeregistret; det forrige gælder ikke mere.',
      "The person's given and family name in the civil register; the one before no longer holds.",
    ],
  },
  'protection-changed.v1': {
    data: ProtectionChangedV1,
    from: REGISTER,
    on: (_, receivedOn) => receivedOn,
    law: 'CPR-loven § 28',
    title: ['Beskyttelse ændret', 'Protection changed'],
    about: [
      'Navne- og adressebeskyttelse gælder, eller gælder ikke mere.',
      'Name-and-address protection holds, or no longer holds.',
    ],
  },
  'residence-changed.v1': {
    data: ResidenceChangedV1,
    from: REGISTER,
    on: (data) => data.from,
    title: ['Bopæl ændret', 'Residence changed'],
    about: ['Personen bor i kommunen fra dagen.', 'The person lives in the municipality from the day.'],
  },
  'enrolment-registered.v1': {
    data: EnrolmentRegisteredV1,
    from: INSTITUTION,
    on: (data) => data.startsOn,
    law: NOTIFICATION,
    title: ['Optaget', 'Enrolment registered'],
    about: ['Personen er optaget på en uddannelse.', 'The person is enrolled in an education.'],
  },
  'enrolment-changed.v1': {
    data: EnrolmentChangedV1,
    from: INSTITUTION,
    on: (data) => data.changedOn,
    title: ['Indskrivning ændret', 'Enrolment changed'],
    about: [
      'Noget ved indskrivningen er anderledes fra dagen.',
      'Something about the enrolment is different from the day.',
    ],
  },
  'enrolment-never-started.v1': {
    data: EnrolmentNeverStartedV1,
    from: INSTITUTION,
    on: (data) => data.establishedOn,
    title: ['Ej mødt', 'Never started'],
    about: ['Personen mødte aldrig op; det er ikke en afbrydelse.', 'The person never turned up; not an interruption.'],
  },
  'education-interrupted.v1': {
    data: EducationInterruptedV1,
    from: INSTITUTION,
    on: (data) => data.lastDay,
    law: NOTIFICATION,
    title: ['Afbrudt', 'Education interrupted'],
    about: [
      'Personen har afbrudt uddannelsen; lastDay er den sidste dag.',
      'The person interrupted the education; lastDay is the last day.',
    ],
  },
  'education-completed.v1': {
    data: EducationCompletedV1,
    from: INSTITUTION,
    on: (data) => data.completedOn,
    law: NOTIFICATION,
    title: ['Gennemført', 'Education completed'],
    about: [
      'Uddannelsen er gennemført helt, delvist eller uden at bestå.',
      'The education was completed whole, in part or without passing.',
    ],
  },
  'leave-started.v1': {
    data: LeaveStartedV1,
    from: INSTITUTION,
    on: (data) => data.from,
    title: ['Orlov begyndt', 'Leave started'],
    about: ['Personen er på orlov fra dagen.', 'The person is on leave from the day.'],
  },
  'leave-ended.v1': {
    data: LeaveEndedV1,
    from: INSTITUTION,
    on: (data) => data.lastDay,
    title: ['Orlov slut', 'Leave ended'],
    about: ['Orloven er slut; lastDay er dens sidste dag.', 'The leave is over; lastDay is its last day.'],
  },
  'dropout-risk-reported.v1': {
    data: DropoutRiskReportedV1,
    from: INSTITUTION,
    on: (data) => data.assessedOn,
    law: NOTIFICATION,
    sealed: ['assessor'],
    title: ['Frafaldstruet', 'Drop-out risk reported'],
    about: ['Skolen vurderer risikoen for frafald.', 'The school assesses the risk of dropping out.'],
  },
  'dropout-risk-withdrawn.v1': {
    data: DropoutRiskWithdrawnV1,
    from: INSTITUTION,
    on: (data) => data.withdrawnOn,
    title: ['Ikke længere frafaldstruet', 'Drop-out risk withdrawn'],
    about: ['Risikoen er væk fra dagen.', 'The risk is gone from the day.'],
  },
  'contact-person-assigned.v1': {
    data: ContactPersonAssignedV1,
    from: CONTACT_GIVERS,
    on: (data) => data.from,
    law: DATA_BASIS,
    sealed: ['name', 'phone', 'email'],
    title: ['Kontaktperson angivet', 'Contact person assigned'],
    about: [
      'Personen har en kontaktperson i rollen fra dagen.',
      'The person has a contact person in the role from the day.',
    ],
  },
  'contact-person-ended.v1': {
    data: ContactPersonEndedV1,
    from: CONTACT_GIVERS,
    on: (data) => data.lastDay,
    title: ['Kontaktperson ophørt', 'Contact person ended'],
    about: ['Rollens kontaktperson er ophørt.', "The role's contact person has ended."],
  },
  'became-aware.v1': {
    data: BecameAwareV1,
    from: MUNICIPALITY,
    on: (data) => data.awareOn,
    law: CONTACT_DUTY,
    title: ['Kommunen blev bekendt', 'Became aware'],
    about: [
      'Kommunen blev selv bekendt med, at planen ikke følges.',
      'The municipality itself learnt that the plan is not followed.',
    ],
  },
  'contact-made.v1': {
    data: ContactMadeV1,
    from: MUNICIPALITY,
    on: (data) => data.on,
    law: CONTACT_DUTY,
    title: ['Kontakt skabt', 'Contact made'],
    about: ['Kommunen har haft kontakt med den unge.', 'The municipality has been in contact with the young person.'],
  },
};

const corrections: { readonly [T in keyof CorrectionData]: EventLine<T> } = {
  'report-corrected.v1': {
    data: ReportCorrectedV1,
    from: ANYBODY,
    on: (_, receivedOn) => receivedOn,
    title: ['Indberetning rettet', 'Report corrected'],
    about: ['En tidligere indberetning får nyt, fuldt indhold.', 'An earlier report gets new, full content.'],
  },
  'report-withdrawn.v1': {
    data: ReportWithdrawnV1,
    from: ANYBODY,
    on: (_, receivedOn) => receivedOn,
    title: ['Indberetning trukket tilbage', 'Report withdrawn'],
    about: ['En tidligere indberetning gælder ikke mere.', 'An earlier report no longer holds.'],
  },
};

const followUp: { readonly [T in keyof FollowUpData]: EventLine<T> } = {
  'follow-up-opened.v1': {
    on: (data) => data.knownOn,
    law: CONTACT_DUTY,
    title: ['Sag åbnet', 'Follow-up opened'],
    about: ['Kommunens frist for kontakt er begyndt.', "The municipality's time to make contact has begun."],
  },
  'follow-up-rescheduled.v1': {
    on: (data) => data.knownOn,
    title: ['Sagens frist flyttet', 'Follow-up rescheduled'],
    about: ['Fristen regnes fra en anden dag.', 'The time counts from another day.'],
  },
  'follow-up-handed-over.v1': {
    on: (data) => data.on,
    title: ['Sag overdraget', 'Follow-up handed over'],
    about: [
      'Sagen følger den unge til en anden kommune.',
      'The case follows the young person to another municipality.',
    ],
  },
  'follow-up-closed.v1': {
    on: (data) => data.on,
    title: ['Sag lukket', 'Follow-up closed'],
    about: ['Kontakten er skabt.', 'Contact has been made.'],
  },
  'follow-up-cancelled.v1': {
    on: (data) => data.on,
    title: ['Sag bortfaldet', 'Follow-up cancelled'],
    about: ['Der er ikke længere grund til sagen.', 'There is no ground for the case any more.'],
  },
  'follow-up-breached.v1': {
    on: (data) => data.on,
    title: ['Frist overskredet', 'Follow-up breached'],
    about: ['Fristen er gået uden kontakt.', 'The time has passed without contact.'],
  },
};

const lines: { readonly [T in EventType]: EventLine<T> } = { ...reports, ...corrections, ...followUp };

/** Every event type there is, by its short name. */
export const catalogue = Object.fromEntries(
  Object.entries(lines).map(([type, line]) => [type, defined(type as EventType, line as EventLine<EventType>)]),
) as unknown as { readonly [T in EventType]: EventDefinition<T> };

export const definitions: readonly EventDefinition[] = Object.values(catalogue) as unknown as EventDefinition[];

/** What may come in from outside. */
export const accepted: readonly EventDefinition[] = definitions.filter((definition) => !definition.own);

/** The types that state something of a person; corrections and withdrawals point at these. */
export const REPORT_TYPES = Object.keys(reports) as readonly ReportType[];

const byWireType = new Map<string, EventDefinition>(definitions.map((definition) => [definition.wireType, definition]));

/** The definition of a type as the wire names it, `dk.ungestatus.….v1`. */
export function findDefinition(wireType: string): EventDefinition | undefined {
  return byWireType.get(wireType);
}

/** The definition of a type as the log names it. */
export function getDefinition<T extends EventType>(type: T): EventDefinition<T> {
  return catalogue[type];
}

export function isReportType(type: string): type is ReportType {
  return Object.hasOwn(reports, type);
}

/** The name on the wire of a type of the log. */
export function wireTypeOf<T extends EventType>(type: T): WireType<T> {
  return `${WIRE_PREFIX}${type}`;
}
