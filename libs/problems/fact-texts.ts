import { word } from './text.ts';

/** Faults and oddities in the days and codes of a fact, compared with what is known of the same enrolment. */
export const FACT_TEXTS = {
  'dated-ahead': word(
    'Datoen ligger efter den dag, indberetningen er modtaget; det kan ikke være sket endnu.',
    'The date lies after the day the report was received; it cannot have happened yet.',
    'Ret datoen, eller send indberetningen på dagen. Kun en afslutning kan indberettes på forhånd.',
    'Correct the date, or send the report on the day. Only an end can be reported ahead.',
  ),
  'end-far-ahead': word(
    'Afslutningen ligger mere end tre måneder ude i fremtiden.',
    'The end lies more than three months ahead.',
    'Kontrollér datoen; er den rigtig, så gælder den af sig selv fra dagen.',
    'Check the date; if it is right, it takes effect by itself on the day.',
  ),
  'pseudo-education': word(
    'Uddannelse 2997 og 3000 er ansøgning om optagelsesprøve, ikke en indskrivning.',
    'Educations 2997 and 3000 are an application for an admission test, not an enrolment.',
    'Send admission-test-registered, og først enrolment-registered, når den unge er optaget på den rigtige uddannelse.',
    'Send admission-test-registered, and enrolment-registered only once the young person is ' +
      'admitted to the real education.',
  ),
  'over-before-scope': word(
    'Forløbet er slut før den 15-års fødselsdag og indberettes ikke.',
    'The course is over before the 15th birthday and is not reported.',
    'Ret datoerne; et forløb, der rækker ind i alderen 15-29, må gerne begynde før. ' +
      'Er det indberettet tidligere, så træk den indberetning tilbage.',
    'Correct the dates; a course that reaches into the ages 15-29 may begin before. ' +
      'If it was reported earlier, withdraw that report.',
  ),
  'points-at-itself': word(
    'Indberetningen retter eller trækker sig selv tilbage.',
    'The report corrects or withdraws itself.',
    'Henvis til id på den indberetning, det handler om, og giv denne sit eget id.',
    'Point at the id of the report it is about, and give this one an id of its own.',
  ),
  'department-elsewhere': word(
    'Afdelingen hører ikke under institutionen.',
    'The department does not belong to the institution.',
    'Brug et afdelingsnummer under institutionen, eller udelad feltet.',
    'Use the number of a department of the institution, or leave the field out.',
  ),
  'unknown-code-system': word(
    'Kodesættet kendes ikke; koden gemmes, men forstås ikke.',
    'The code set is not known; the code is kept but not understood.',
    'Brug et navn i `allowed`, eller giv jeres eget kodesæt et navn, der begynder med "local".',
    'Use a name in `allowed`, or give your own code set a name that begins with "local".',
  ),
  'end-beyond-longest': word(
    'Afslutningen ligger længere ude end den længste varighed af et forløb af den type.',
    'The end lies beyond the longest duration of a course of that kind.',
    'Kontrollér årstallet og typen.',
    'Check the year and the kind.',
  ),
  'outside-enrolment': word(
    'Datoen ligger uden for indskrivningens periode.',
    'The date lies outside the span of the enrolment.',
    'Kontrollér datoen og enrolmentId; uden for perioden har det ingen virkning.',
    'Check the date and the enrolmentId; outside the span it has no effect.',
  ),
  'leave-known': word(
    'Indskrivningen er allerede på orlov; det regnes som samme orlov.',
    'The enrolment is on leave already; this counts as the same leave.',
    'Send leave-ended først, hvis det er en ny orlov, eller ret den første.',
    'Send leave-ended first if it is a new leave, or correct the first one.',
  ),
  'leave-not-started': word(
    'Der er ingen orlov på indskrivningen, der er begyndt den dag.',
    'The enrolment has no leave that has begun by that day.',
    'Send leave-started, eller kontrollér enrolmentId.',
    'Send leave-started, or check the enrolmentId.',
  ),
  'risk-not-reported': word(
    'Der er ingen risiko på indskrivningen den dag at trække tilbage.',
    'The enrolment has no risk on that day to withdraw.',
    'Kontrollér datoen og enrolmentId.',
    'Check the date and the enrolmentId.',
  ),
  'never-started-and-ended': word(
    'Der er indberettet både ej mødt og en afslutning af samme indskrivning.',
    'Both never started and an end are reported of the same enrolment.',
    'Træk den tilbage, der er forkert.',
    'Withdraw the one that is wrong.',
  ),
  'end-known': word(
    'En anden afslutning af indskrivningen er indberettet; den sidste gælder.',
    'Another end of the enrolment is reported; the later report counts.',
    'Ret eller træk den tilbage, der er forkert.',
    'Correct or withdraw the one that is wrong.',
  ),
  'birth-date-against-number': word(
    'Fødselsdatoen er en anden end CPR-nummerets.',
    'The birth date is another one than that of the civil number.',
    'Kontrollér datoen; den registrerede dato gælder.',
    'Check the date; the registered date counts.',
  ),
  'start-before-birth': word(
    'Forløbet begynder før fødslen.',
    'The course begins before the birth.',
    'Ret startdatoen eller personen.',
    'Correct the start or the person.',
  ),
  'kind-against-institution': word(
    'Institutioner af den type udbyder normalt ikke forløb af den type.',
    'Institutions of that type do not normally offer courses of that kind.',
    'Kontrollér kind og institutionsnummeret.',
    'Check kind and the institution number.',
  ),
} as const;
