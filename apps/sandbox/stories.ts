/** One report of a story: moment, sender, and the CloudEvent without source and time. */
export interface StoryStep {
  /** Received, checked and recorded at this moment by the sandbox's clock. */
  readonly at: string;
  readonly client: string;
  readonly reporter: string;
  readonly id: string;
  readonly type: string;
  /** Moment at which the sender's own system registered it. */
  readonly registered: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Story {
  readonly title: string;
  /** Synthetic: day + 60. */
  readonly cpr: string;
  readonly key: string;
  readonly steps: readonly StoryStep[];
}

const EUD = { system: 'cosa', code: '1920', version: '2025-26' };
const GYMNASIUM = { system: 'cosa', code: '3009', version: '2025-26' };
const ABSENCE = { system: 'neutral', code: 'absence-discipline' };
const PHONE = { system: 'neutral', code: 'phone' };

interface Newcomer {
  readonly at: string;
  readonly birthDate: string;
  readonly municipality: string;
  readonly given: string;
  readonly family: string;
}

function registeredPerson(prefix: string, { at, birthDate, municipality, given, family }: Newcomer): StoryStep[] {
  const step = { at, client: 'cpr', reporter: 'cpr', registered: at };
  return [
    { ...step, id: `${prefix}-person`, type: 'person-registered', data: { birthDate } },
    { ...step, id: `${prefix}-name`, type: 'name-registered', data: { given, family } },
    { ...step, id: `${prefix}-residence`, type: 'residence-changed', data: { municipality, from: birthDate } },
  ];
}

/** Vejledningsbekendtgørelsen § 29: contact within five workdays after the day of knowledge; here in time. */
const contactedInTime: Story = {
  title: 'A 16-year-old leaves vocational school; the municipality makes contact on the second workday',
  cpr: '7402104321',
  key: '5a0d6f0e-6d0f-5f0b-9a37-0f2a5b7f1a01',
  steps: [
    ...registeredPerson('s1', {
      at: '2025-08-01T06:00:00Z',
      birthDate: '2010-02-14',
      municipality: '0751',
      given: 'Alma',
      family: 'Eksempel',
    }),
    {
      at: '2025-08-11T09:00:00Z',
      registered: '2025-08-11T08:30:00Z',
      client: 'sa-nord',
      reporter: '990110',
      id: 's1-enrolment',
      type: 'enrolment-registered',
      data: {
        enrolmentId: 'EUD-7731',
        institution: '990110',
        education: EUD,
        startsOn: '2025-08-11',
        expectedEndsOn: '2028-06-30',
        kind: 'vocational',
      },
    },
    {
      at: '2025-08-20T07:00:00Z',
      registered: '2025-08-20T07:00:00Z',
      client: 'adviser-0751',
      reporter: 'municipality-0751',
      id: 's1-contact-person',
      type: 'contact-person-assigned',
      data: {
        role: 'kui',
        name: 'Mette Eksempel',
        phone: '+4500000001',
        organisation: 'Ungeindsatsen Fjordhavn',
        from: '2025-08-20',
      },
    },
    {
      at: '2026-06-15T06:02:11Z',
      registered: '2026-06-12T13:40:00Z',
      client: 'sa-nord',
      reporter: '990110',
      id: 's1-interrupted',
      type: 'education-interrupted',
      data: { enrolmentId: 'EUD-7731', lastDay: '2026-06-10', reason: ABSENCE },
    },
    {
      at: '2026-06-17T11:15:00Z',
      registered: '2026-06-17T11:15:00Z',
      client: 'adviser-0751',
      reporter: 'municipality-0751',
      id: 's1-contact',
      type: 'contact-made',
      data: { on: '2026-06-17', channel: PHONE, guardianInvolved: true },
    },
  ],
};

/** In today's register no municipality is responsible after a move; here the case moves with its remaining workdays. */
const movedInBetween: Story = {
  title: 'A 16-year-old leaves school and moves two days later; the case follows to the new municipality',
  cpr: '6309094125',
  key: '5a0d6f0e-6d0f-5f0b-9a37-0f2a5b7f1a02',
  steps: [
    ...registeredPerson('s2', {
      at: '2025-08-01T06:05:00Z',
      birthDate: '2009-09-03',
      municipality: '0461',
      given: 'Noah',
      family: 'Prøvesen',
    }),
    {
      at: '2025-08-12T09:00:00Z',
      registered: '2025-08-12T08:00:00Z',
      client: 'sa-syd',
      reporter: '990120',
      id: 's2-enrolment',
      type: 'enrolment-registered',
      data: {
        enrolmentId: 'H-1044',
        institution: '990120',
        education: EUD,
        startsOn: '2025-08-11',
        expectedEndsOn: '2028-01-31',
        kind: 'vocational',
      },
    },
    {
      at: '2026-06-09T07:30:00Z',
      registered: '2026-06-08T14:00:00Z',
      client: 'sa-syd',
      reporter: '990120',
      id: 's2-interrupted',
      type: 'education-interrupted',
      data: { enrolmentId: 'H-1044', lastDay: '2026-06-05', reason: { system: 'neutral', code: 'moved' } },
    },
    {
      at: '2026-06-11T05:00:00Z',
      registered: '2026-06-11T05:00:00Z',
      client: 'cpr',
      reporter: 'cpr',
      id: 's2-moved',
      type: 'residence-changed',
      data: { municipality: '0751', from: '2026-06-11' },
    },
    {
      at: '2026-06-15T08:45:00Z',
      registered: '2026-06-15T08:45:00Z',
      client: 'adviser-0751',
      reporter: 'municipality-0751',
      id: 's2-contact',
      type: 'contact-made',
      data: { on: '2026-06-15', channel: PHONE, guardianInvolved: true },
    },
  ],
};

/** Two delays of two owners: the school reported 24 days late, then the municipality did not call in time. */
const nobodyCalled: Story = {
  title: 'A 17-year-old is at risk, leaves upper secondary school, is reported three weeks late, and nobody calls',
  cpr: '8001094216',
  key: '5a0d6f0e-6d0f-5f0b-9a37-0f2a5b7f1a03',
  steps: [
    ...registeredPerson('s3', {
      at: '2025-08-01T06:10:00Z',
      birthDate: '2009-01-20',
      municipality: '0751',
      given: 'Liva',
      family: 'Opdigtet',
    }),
    {
      at: '2025-08-13T09:00:00Z',
      registered: '2025-08-13T08:00:00Z',
      client: 'sa-nord',
      reporter: '990210',
      id: 's3-enrolment',
      type: 'enrolment-registered',
      data: {
        enrolmentId: 'STX-212',
        institution: '990210',
        education: GYMNASIUM,
        startsOn: '2025-08-12',
        expectedEndsOn: '2028-06-26',
        kind: 'upper-secondary',
      },
    },
    {
      at: '2026-03-02T12:00:00Z',
      registered: '2026-03-02T11:55:00Z',
      client: 'sa-nord',
      reporter: '990210',
      id: 's3-risk',
      type: 'dropout-risk-reported',
      data: { enrolmentId: 'STX-212', assessedOn: '2026-03-02', level: 'red', assessor: 'Bo Vejleder' },
    },
    {
      at: '2026-06-01T06:30:00Z',
      registered: '2026-05-29T12:00:00Z',
      client: 'sa-nord',
      reporter: '990210',
      id: 's3-interrupted',
      type: 'education-interrupted',
      data: { enrolmentId: 'STX-212', lastDay: '2026-05-08', reason: { system: 'neutral', code: 'wrong-choice' } },
    },
  ],
};

export const STORIES: readonly Story[] = [contactedInTime, movedInBetween, nobodyCalled];
/** The morning after the last story's deadline. */
export const STORIES_END = '2026-06-18T06:00:00Z';
