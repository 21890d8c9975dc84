/** The ways in which the municipality reached the young person. */
export const CONTACT_CHANNELS = {
  'in-person': { da: 'Personligt møde', en: 'Met in person' },
  'home-visit': { da: 'Hjemmebesøg', en: 'Home visit' },
  phone: { da: 'Telefon', en: 'Phone' },
  video: { da: 'Videomøde', en: 'Video meeting' },
  'text-message': { da: 'SMS', en: 'Text message' },
  email: { da: 'E-mail', en: 'E-mail' },
  'digital-post': { da: 'Digital Post', en: 'Digital Post' },
  letter: { da: 'Brev', en: 'Letter' },
  other: { da: 'Anden vej', en: 'Another way' },
} as const;

/** The ways in which the municipality found out that the young person does not follow the plan. */
export const AWARENESS_GROUNDS = {
  'school-told': { da: 'Skolen har fortalt det', en: 'The school told' },
  'young-person-told': { da: 'Den unge har fortalt det', en: 'The young person told' },
  'guardian-told': { da: 'Forældremyndighedens indehaver har fortalt det', en: 'A holder of parental authority told' },
  'other-authority-told': { da: 'En anden myndighed har fortalt det', en: 'Another authority told' },
  'own-follow-up': { da: 'Kommunens egen opfølgning', en: "The municipality's own follow-up" },
  other: { da: 'Anden grund', en: 'Another ground' },
} as const;
