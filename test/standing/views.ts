import {
  EDUCATION,
  neutral,
  type Item,
  type ServiceStory,
  type StoryService,
  type Young,
} from '../stories/service-story.ts';

export type AnyServiceStory = ServiceStory<StoryService>;
type Deed = (story: AnyServiceStory, young: Young) => Promise<Item>;

/** The view of one caller on one person, and facts outside it. */
export interface View {
  readonly client: string;
  readonly birthDate: string;
  /** The reports about both twins. */
  readonly common: readonly Deed[];
  /** The first of the common reports before which a hidden fact may come. */
  readonly hiddenFrom: number;
  /** The reports about one of the twins only: each must change nothing that the caller sees. */
  readonly hidden: Readonly<Record<string, Deed>>;
}

const by =
  (type: string, reporter: string, data: object, client?: string): Deed =>
  (story, young) =>
    story.report(young, type, reporter, data, client === undefined ? {} : { client });
const ENROLMENT = {
  enrolmentId: 'E-1',
  institution: '990110',
  education: EDUCATION,
  kind: 'vocational',
  startsOn: '2025-08-11',
  expectedEndsOn: '2028-06-30',
};
const OTHER_SCHOOL = { ...ENROLMENT, institution: '990610' };
const registered: Deed = by('person-registered', 'cpr', { birthDate: '2009-11-20' });
const lives = (municipality: string, from = '2020-01-01'): Deed =>
  by('residence-changed', 'cpr', { municipality, from });
const enrols = by('enrolment-registered', '990110', ENROLMENT);
const leaves = by('education-interrupted', '990110', {
  enrolmentId: 'E-1',
  lastDay: '2026-05-27',
  reason: neutral('wrong-choice'),
});
const risk = by('dropout-risk-reported', '990110', { enrolmentId: 'E-1', assessedOn: '2026-05-29', assessor: 'A' });
const riskOver = by('dropout-risk-withdrawn', '990110', { enrolmentId: 'E-1', withdrawnOn: '2026-05-30' });
const onLeave = by('leave-started', '990610', { enrolmentId: 'E-1', from: '2026-05-20' });
const contactBy = (code: string): Deed =>
  by('contact-made', `municipality-${code}`, { on: '2026-06-01', channel: neutral('phone'), guardianInvolved: false });
const awareBy = (code: string): Deed =>
  by('became-aware', `municipality-${code}`, { awareOn: '2026-05-28', ground: neutral('guardian-told') });
const staffedBy = (code: string): Deed =>
  by('contact-person-assigned', `municipality-${code}`, {
    role: 'kui',
    name: 'Ida',
    phone: '+45 00 00 00 01',
    organisation: 'KUI',
    from: '2026-05-04',
  });
const atSchool = by('contact-person-assigned', '990110', {
  role: 'institution',
  name: 'Bo',
  organisation: 'Skolen',
  from: '2026-05-04',
});
const elsewhereEnrolled = by('enrolment-registered', '990610', OTHER_SCHOOL, 'sa-syd');
const elsewhereLeft = by(
  'education-interrupted',
  '990610',
  { enrolmentId: 'E-1', lastDay: '2026-05-20', reason: neutral('wrong-choice') },
  'sa-syd',
);
const corrected = by(
  'report-corrected',
  '990610',
  {
    corrects: { id: 'never-sent' },
    content: { enrolmentId: 'E-1', lastDay: '2026-05-20', reason: neutral('wrong-choice') },
  },
  'sa-syd',
);
const withdrawn = by(
  'report-withdrawn',
  '990610',
  { withdraws: { id: 'never-sent' }, reason: neutral('sent-by-mistake') },
  'sa-syd',
);

const HELD = {
  'a foreign municipality’s contact': contactBy('0461'),
  'its awareness': awareBy('0461'),
  'its contact person': staffedBy('0461'),
  'another school’s end of an enrolment nobody knows': elsewhereLeft,
  'leave there': onLeave,
  'a correction of nothing': corrected,
  'a withdrawal of nothing': withdrawn,
};
/** An adult without the relations that the contact duty needs of the young. */
const DUTY = {
  risk,
  'a contact': contactBy('0751'),
  awareness: awareBy('0751'),
  'a contact person': staffedBy('0751'),
  'one of the school': atSchool,
};

export const VIEWS = {
  'the municipality of residence, of reports that wait': {
    client: 'adviser-0751',
    birthDate: '2009-11-20',
    common: [lives('0751'), enrols, leaves],
    hiddenFrom: 1,
    hidden: HELD,
  },
  'the municipality of residence, of an adult': {
    client: 'adviser-0751',
    birthDate: '2000-03-02',
    common: [lives('0751'), enrols, contactBy('0751')],
    hiddenFrom: 2,
    hidden: { ...DUTY, ...HELD },
  },
  'the municipality that holds the case': {
    client: 'adviser-0751',
    birthDate: '2009-11-20',
    common: [enrols, leaves],
    hiddenFrom: 1,
    hidden: HELD,
  },
  'the municipality of before, of what came after': {
    client: 'adviser-0461',
    birthDate: '2009-11-20',
    common: [lives('0461'), enrols, leaves, lives('0751', '2026-06-01')],
    hiddenFrom: 4,
    hidden: {
      ...DUTY,
      'a risk that is over': riskOver,
      'another school': elsewhereEnrolled,
      'the next move': lives('0851', '2026-06-01'),
    },
  },
  'a foreign municipality': {
    client: 'adviser-0461',
    birthDate: '2009-11-20',
    common: [lives('0751'), enrols],
    hiddenFrom: 0,
    hidden: { ...DUTY, 'a birth date': registered, 'an end': leaves, 'another school': elsewhereEnrolled },
  },
  'the school’s system': {
    client: 'sa-nord',
    birthDate: '2009-11-20',
    common: [enrols, risk, leaves, atSchool],
    hiddenFrom: 0,
    hidden: {
      'a residence': lives('0751'),
      'a birth date': registered,
      'a contact': contactBy('0751'),
      'another school': elsewhereEnrolled,
      ...HELD,
    },
  },
} satisfies Readonly<Record<string, View>>;
export type ViewName = keyof typeof VIEWS;
