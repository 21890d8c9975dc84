import { word } from './text.ts';

/** Faults (refused) and oddities (warned about) that show only once the rest of the log is known. */
export const CHECK_TEXTS = {
  'type-not-for-reporter': word(
    'Indberetteren må ikke sende denne hændelsestype.',
    'This reporter may not send this event type.',
    'Send fra en indberetter af den rigtige art.',
    'Send from a reporter of the right kind.',
  ),
  'type-not-for-role': word(
    'Med den rolle må der ikke sendes indberetninger om personer.',
    'A caller in this role may not send reports about persons.',
    'Driften sender kun system-connected og system-ended; om personer indberetter skole, kommune og register.',
    'The operator sends system-connected and system-ended alone; schools, authorities and registers report on persons.',
  ),
  'step-not-yours': word(
    'Afsenderen må ikke angive det trin af tilslutningen.',
    'This sender may not state that step of the connection.',
    'asked og confirmed angives af indberetteren selv, checked af driften.',
    'asked and confirmed are stated by the reporter itself, checked by the operator.',
  ),
  'unknown-institution': word(
    'Institutionsnummeret fandtes ikke på datoen.',
    'The institution number did not exist on that date.',
    'Slå nummeret op i Institutionsregisteret.',
    'Look the number up in the institution register.',
  ),
  'reporter-not-yours': word(
    'Systemet må ikke tale for denne indberetter.',
    'This system may not speak for this reporter.',
    'Brug en indberetter, klienten er godkendt til, og systemets eget id i source.',
    "Use a reporter the client is approved for, and the system's own id in source.",
  ),
  'unknown-person': word(
    'Personnøglen kendes ikke.',
    'This person key is not known.',
    'Slå personen op, eller send cpr i stedet.',
    'Look the person up, or send cpr instead.',
  ),
  'person-forgotten': word(
    'Personen er glemt og kan ikke indberettes om.',
    'The person has been forgotten and cannot be reported on.',
    'Send ikke flere indberetninger om personen.',
    'Send no more reports on the person.',
  ),
  'changed-content': word(
    'Samme id er sendt før med andet indhold her.',
    'The same id was sent before with other content here.',
    'Send en rettelse (report-corrected) med et nyt id; en tilslutning sendes igen under et nyt id.',
    'Send a correction (report-corrected) under a new id; a connection is sent again under a new id.',
  ),
  'changed-time': word(
    'Samme id er sendt før med en anden time.',
    'The same id was sent before with another time.',
    'Behold time fra første gang, når du sender igen: time er, hvornår kildesystemet registrerede det, ' +
      'ikke hvornår det sendes. Er indholdet ændret, så send report-corrected med et nyt id.',
    'Keep the time of the first sending when you send again: ' +
      'time is when the source system registered it, not when it is sent. ' +
      'If the content changed, send report-corrected under a new id.',
  ),
  'institution-not-yours': word(
    'Indberetteren må ikke indberette for den institution.',
    'This reporter may not report for that institution.',
    'Send fra institutionen selv eller dens hovedskole.',
    'Send from the institution itself or its main school.',
  ),
  'end-before-start': word(
    'Slutdatoen ligger før startdatoen.',
    'The end lies before the start.',
    'Ret datoen; er den unge aldrig begyndt, så send enrolment-never-started.',
    'Correct the date; if the young person never turned up, send enrolment-never-started.',
  ),
  'until-before-from': word(
    'Til-datoen ligger før fra-datoen.',
    'The until date lies before the from date.',
    'Ret en af datoerne.',
    'Correct one of the dates.',
  ),
  'outside-ages': word(
    'Personen er uden for målgruppens alder på datoen.',
    'The person is outside the ages in scope on that date.',
    'Der indberettes om unge, fra de fylder 15, til de fylder 30.',
    'Reports are about people from their 15th to their 30th birthday.',
  ),
  'nothing-changed': word(
    'Ændringen nævner ingen felter.',
    'The change names no fields.',
    'Send de felter, der er ændret.',
    'Send the fields that changed.',
  ),
  'role-not-yours': word(
    'Indberetteren må ikke angive kontaktperson i den rolle.',
    'This reporter may not state a contact person in that role.',
    'KUI og den unges egne oplysninger angives af kommunen, jobcenter af jobcentret, institution af institutionen.',
    "kui and own (the young person's own details) are stated by the municipality, jobcentre by the jobcentre, " +
      'institution by the institution.',
  ),
  'not-your-report': word(
    'Kun den indberetter, der sendte den, kan rette eller trække den tilbage.',
    'Only the reporter that sent it may correct or withdraw it.',
    'Bed den oprindelige indberetter om at rette.',
    'Ask the first reporter to correct it.',
  ),
  'other-person': word(
    'Den indberetning, der rettes, handler ikke om denne person.',
    'The report pointed at is not about this person.',
    'Træk den gamle tilbage, og send en ny om den rigtige person; en tilslutning sendes igen under et nyt id.',
    'Withdraw the old one and send a new one about the right person; a connection is sent again under a new id.',
  ),
  'not-correctable': word(
    'En tilbagetrækning kan ikke rettes.',
    'A withdrawal cannot be corrected.',
    'Træk tilbagetrækningen tilbage, eller send en ny indberetning.',
    'Withdraw the withdrawal, or send a new report.',
  ),
  'already-withdrawn': word(
    'Indberetningen er allerede trukket tilbage.',
    'The report has been withdrawn already.',
    'Send en ny indberetning, hvis den alligevel gælder.',
    'Send a new report if it holds after all.',
  ),
  'time-missing': word(
    'Registreringstidspunktet mangler.',
    'The time of registration is missing.',
    'Send time, så forsinkelse kan måles rigtigt.',
    'Send time, so that delay is measured fairly.',
  ),
  'registered-after-received': word(
    'Registreringstidspunktet ligger efter modtagelsen.',
    'The time of registration lies after the receipt.',
    'Stil kildesystemets ur.',
    "Set the source system's clock.",
  ),
  'future-date': word(
    'Datoen ligger mere end et år ude i fremtiden.',
    'The date lies more than a year ahead.',
    'Kontrollér årstallet.',
    'Check the year.',
  ),
  'enrolment-overlap': word(
    'Personen har en anden indskrivning i samme periode.',
    'The person has another enrolment in the same period.',
    'Kontrollér, om den anden skulle være afsluttet.',
    'Check whether the other one should have ended.',
  ),
  'duplicate-enrolment': word(
    'Samme uddannelse, institution og start findes under et andet id.',
    'The same education, institution and start exist under another id.',
    'Træk den ene tilbage, hvis det er den samme indskrivning.',
    'Withdraw one of them if it is the same enrolment.',
  ),
  'enrolment-known': word(
    'Indskrivningen er registreret før under samme id.',
    'The enrolment was registered before under the same id.',
    'Send enrolment-changed eller report-corrected ved ændringer.',
    'Send enrolment-changed or report-corrected for changes.',
  ),
  'end-known-before-start': word(
    'Der er modtaget en afslutning, som ligger før denne start.',
    'An end has been received that lies before this start.',
    'Ret den ene af datoerne.',
    'Correct one of the dates.',
  ),
  'risk-on-ended-enrolment': word(
    'Risikoen gælder en indskrivning, der er slut.',
    'The risk is on an enrolment that has ended.',
    'Kontrollér, om indskrivningen er den rigtige.',
    'Check that it is the right enrolment.',
  ),
  'contact-without-reach': word(
    'Kontaktpersonen har hverken telefon eller e-mail.',
    'The contact person has neither phone nor e-mail.',
    'Send mindst ét af dem.',
    'Send at least one of them.',
  ),
  'municipality-unknown': word(
    'Koden er ingen kommune på datoen; ingen får ansvaret efter den.',
    'The code is no municipality on that date; nobody becomes responsible by it.',
    'Ret til en af de 98 kommunekoder, så snart bopælen kendes; til da har den senest kendte kommune ansvaret.',
    'Correct it to one of the 98 municipality codes as soon as the residence is known; ' +
      'until then the municipality last known stays responsible.',
  ),
  'municipality-abroad': word(
    'Koden er grønlandsk eller færøsk; personen regnes som udrejst fra dagen.',
    'The code is Greenlandic or Faroese; the person counts as emigrated from the day.',
    'Ret koden, hvis personen bor i en dansk kommune.',
    'Correct the code if the person lives in a Danish municipality.',
  ),
  'too-many-held': word(
    'Indberetteren har for mange tilbageholdte indberetninger om personen.',
    'The reporter has too many held reports about the person.',
    'Vent, til nogle af dem får virkning, eller træk dem tilbage; send den manglende indskrivning først.',
    'Wait until some of them take effect, or withdraw them; send the missing enrolment first.',
  ),
  'too-many-reports': word(
    'Indberetteren har for mange indberetninger om personen: ' +
      'som udgangspunkt højst 1.000 indberetninger og rettelser, der ikke er trukket tilbage, og 5.000 i alt.',
    'The reporter has too many reports about the person: ' +
      'unless the operator set other limits, at most 1,000 reports and corrections that are not withdrawn, ' +
      'and 5,000 ever.',
    'Find fejlen i det system, der sender; træk de forkerte tilbage, det kan altid lade sig gøre. ' +
      'Det er jeres egne indberetninger, der tælles, gældende og tilbageholdte.',
    'Find the fault in the system that sends; withdraw those that are wrong, which is always possible. ' +
      'Your own reports are counted, in force and held.',
  ),
  'not-stored': word(
    'Indberetningen er ikke bekræftet gemt.',
    'The report is not confirmed as stored.',
    'Send den igen med samme id; den gemmes aldrig to gange.',
    'Send it again under the same id; it is never stored twice.',
  ),
} as const;
