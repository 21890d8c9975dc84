import { word } from './text.ts';

/** Faults in the shape of one report that show without any other data. */
export const SHAPE_TEXTS = {
  'lookup-one-of': word(
    'Præcis ét af cpr og cprs skal være der.',
    'Exactly one of cpr and cprs must be there.',
    'Send cpr med ét nummer eller cprs med en liste.',
    'Send cpr with one number or cprs with a list.',
  ),
  'lookup-list': word(
    'cprs er ikke en liste af 1-1.000 numre.',
    'cprs is not a list of 1-1,000 numbers.',
    'Send 1-1.000 numre ad gangen.',
    'Send 1-1,000 numbers at a time.',
  ),
  'object-expected': word(
    'Her skal stå et objekt.',
    'An object is expected here.',
    'Send felterne som et JSON-objekt.',
    'Send the fields as a JSON object.',
  ),
  required: word('Feltet mangler.', 'The field is missing.', 'Udfyld feltet.', 'Fill in the field.'),
  'null-not-allowed': word(
    'Feltet må ikke være null.',
    'The field must not be null.',
    'Udelad feltet, når der ingen værdi er.',
    'Leave the field out when there is no value.',
  ),
  'unknown-field': word(
    'Feltet findes ikke.',
    'There is no such field.',
    'Ret navnet, eller fjern feltet; ukendte felter bliver aldrig smidt væk i stilhed.',
    'Correct the name or remove the field; unknown fields are never dropped in silence.',
  ),
  parameter: word(
    'Parameteren er ikke gyldig.',
    'The parameter is not valid.',
    'Se /openapi.json.',
    'See /openapi.json.',
  ),
  'one-of': word(
    'Værdien er ikke en af de tilladte.',
    'The value is not one of those allowed.',
    'Brug en af værdierne i `allowed`.',
    'Use one of the values in `allowed`.',
  ),
  'boolean-expected': word(
    'Her skal stå true eller false.',
    'true or false is expected here.',
    'Send true eller false uden anførselstegn.',
    'Send true or false without quotes.',
  ),
  day: word(
    'Datoen er ikke en rigtig dato i formen ÅÅÅÅ-MM-DD.',
    'Not a real date of the form YYYY-MM-DD.',
    'Send en dato mellem 1900 og 2999, fx 2026-08-10.',
    'Send a date between 1900 and 2999, e.g. 2026-08-10.',
  ),
  week: word(
    'Ugen er ikke en rigtig uge i formen ÅÅÅÅ-Wuu.',
    'Not a real week of the form YYYY-Www.',
    'Send en uge efter ISO 8601, fx 2026-W48.',
    'Send an ISO 8601 week, e.g. 2026-W48.',
  ),
  'week-not-over': word(
    'Ugen er ikke slut endnu.',
    'The week is not over yet.',
    'Spørg om en uge, der er slut; tallene ligger fast fra mandagen efter.',
    'Ask for a week that is over; its figures stand from the Monday after.',
  ),
  'not-beside-week': word(
    'Parameteren bruges ikke sammen med week.',
    'The parameter is not used together with week.',
    'Spørg om en lukket uge med week og eventuelt municipality alene.',
    'Ask for a closed week by week, and municipality if wanted, alone.',
  ),
  time: word(
    'Tidspunktet er ikke gyldigt efter RFC 3339.',
    'Not a valid RFC 3339 time.',
    'Send fx 2026-08-10T08:15:00Z eller 2026-08-10T10:15:00+02:00.',
    'Send e.g. 2026-08-10T08:15:00Z or 2026-08-10T10:15:00+02:00.',
  ),
  'sender-id': word(
    'Id skal være 1-128 synlige tegn; mellem dem må stå almindelige mellemrum, men hverken styretegn, ' +
      'usynlige tegn eller hårde mellemrum.',
    'An id is 1-128 visible characters; plain spaces may stand between them, but no control characters, ' +
      'unseen characters or no-break spaces.',
    'Brug afsenderens eget, varige id, skrevet med synlige tegn; aldrig et CPR-nummer.',
    "Use the sender's own lasting id, in visible characters; never a civil number.",
  ),
  'institution-number': word(
    'Institutionsnummeret skal være 6 cifre.',
    'An institution number is 6 digits.',
    'Brug nummeret fra Institutionsregisteret, som tekst.',
    'Use the number of the institution register, as text.',
  ),
  'system-id': word(
    'Ikke et system-id.',
    'Not the id of a system.',
    'Skriv det som i source: 1-64 små bogstaver a-z, cifre, punktum og bindestreg.',
    'Write it as in source: 1-64 of the small letters a-z, digits, dot and hyphen.',
  ),
  'type-list': word(
    'Ikke en liste af hændelsestyper.',
    'Not a list of event types.',
    'Skriv 1-100 korte navne, hvert én gang, fx ["education-interrupted.v1"]; udelad feltet for alle typer.',
    'Write 1-100 short names, each once, e.g. ["education-interrupted.v1"]; leave the field out for all types.',
  ),
  'municipality-code': word(
    'Kommunekoden skal være 4 cifre.',
    'A municipality code is 4 digits.',
    'Brug koden med foranstillet nul, som tekst, fx "0751".',
    'Use the code with its leading zero, as text, e.g. "0751".',
  ),
  token: word(
    'Koden skal være 1-64 bogstaver, cifre eller . _ : / + - uden mellemrum.',
    'A code is 1-64 letters, digits or . _ : / + - without spaces.',
    'Send koden, som kildesystemet har den; fritekst modtages ikke.',
    'Send the code as the source system has it; free text is not taken in.',
  ),
  'code-system': word(
    'Kodesættets navn skal være 1-64 tegn: a-z, 0-9, punktum og bindestreg.',
    "A code set's name is 1-64 characters: a-z, 0-9, dot and hyphen.",
    'Brug fx "neutral" eller navnet på det lokale kodesæt.',
    'Use e.g. "neutral" or the name of the local code set.',
  ),
  'unknown-neutral-code': word(
    'Koden findes ikke i det neutrale kodesæt for feltet.',
    "The code is not in the field's neutral code set.",
    'Brug en af koderne i `allowed`, eller send den rå kode med sit eget kodesæt.',
    'Use one of the codes in `allowed`, or send the raw code under its own code set.',
  ),
  'person-name': word(
    'Navnet skal være 1-100 tegn: bogstaver, mellemrum, punktum, komma, parentes, bindestreg og apostrof, ingen cifre.',
    'A name is 1-100 characters: letters, spaces, dot, comma, brackets, hyphen and apostrophe, no digits.',
    'Send kun navnet.',
    'Send the name only.',
  ),
  organisation: word(
    'Organisationens navn skal være 1-120 tegn uden CPR-nummer.',
    "An organisation's name is 1-120 characters without a civil number.",
    'Send kun organisationens navn.',
    "Send the organisation's name only.",
  ),
  phone: word(
    'Telefonnummeret skal være 8-20 cifre og mellemrum, evt. med + foran.',
    'A phone number is 8-20 digits and spaces, with + in front if international.',
    'Send fx "+45 12 34 56 78".',
    'Send e.g. "+45 12 34 56 78".',
  ),
  email: word(
    'E-mailadressen er ikke gyldig.',
    'Not a valid e-mail address.',
    'Send én adresse på højst 254 tegn.',
    'Send one address of at most 254 characters.',
  ),
  'person-one-of': word(
    'Personen skal angives med enten cpr eller key, ikke begge.',
    'The person is named by either cpr or key, not both.',
    'Send præcis ét af felterne cpr og key.',
    'Send exactly one of cpr and key.',
  ),
  'person-key': word(
    'Personnøglen er ikke et UUID med små bogstaver.',
    'A person key is a UUID in lower case.',
    'Brug nøglen, som opslaget gav.',
    'Use the key the look-up gave.',
  ),
  'cpr-format': word(
    'CPR-nummeret skal være 10 cifre uden bindestreg.',
    'A civil number is 10 digits without a hyphen.',
    'Send 10 cifre som tekst.',
    'Send 10 digits as text.',
  ),
  'cpr-date': word(
    'CPR-nummerets første seks cifre er ikke en rigtig dato.',
    'The first six digits of the civil number are not a real date.',
    'Ret nummeret i kildesystemet.',
    'Correct the number in the source system.',
  ),
  'cpr-not-synthetic': word(
    'Sandkassen modtager kun syntetiske numre (dag + 60).',
    'The sandbox takes synthetic numbers only (day + 60).',
    'Læg 60 til dagen, fx dag 14 som 74.',
    'Add 60 to the day, e.g. day 14 as 74.',
  ),
  'cpr-synthetic': word(
    'Syntetiske numre (dag + 60) modtages kun i sandkassen.',
    'Synthetic numbers (day + 60) are taken in the sandbox only.',
    'Send prøvedata til sandkassen.',
    'Send test data to the sandbox.',
  ),
  'civil-number-misplaced': word(
    'CPR-nummeret står et sted, hvor det ikke må stå.',
    'The civil number stands where it must not.',
    "Send det kun i data.person.cpr; brug egne id'er, der ikke indeholder det.",
    'Send it in data.person.cpr only; use ids of your own that do not hold it.',
  ),
  'content-in-part': word(
    'Indholdet er kun en del af den indberetning, der rettes; dens type står i `allowed`.',
    'The content is only a part of the report that is corrected; its type stands in `allowed`.',
    'Send alle felter, som de skulle have været, ikke kun de ændrede.',
    'Send all fields as they should have been, not only those that changed.',
  ),
  'content-of-other-type': word(
    'Indholdet er af en anden type end den indberetning, der rettes; dens type står i `allowed`.',
    'The content is of another type than the report that is corrected; its type stands in `allowed`.',
    'Send det fulde indhold af den type, eller træk indberetningen tilbage og send en ny.',
    'Send the full data of that type, or withdraw the report and send a new one.',
  ),
  'content-of-no-type': word(
    'Indholdet er ikke det fulde indhold af nogen hændelsestype, indberetteren må sende, og den indberetning, ' +
      'der rettes, kendes ikke.',
    'The content is the full data of no event type the reporter may send, ' +
      'and the report that is corrected is not known.',
    'Kontrollér corrects.id, og send alle felter af den indberetning, der rettes, som de skulle have været.',
    'Check corrects.id, and send all fields of the report that is corrected, as they should have been.',
  ),
  'reads-as-civil-number': word(
    'Teksten ligner et CPR-nummer: ti cifre, der begynder som en dato.',
    'The text reads as a civil number: ten digits that begin like a date.',
    'Brug et id, der ikke kan læses som et CPR-nummer, fx med årstallet først eller et bogstav mellem cifrene.',
    'Use an id that cannot be read as a civil number, e.g. with the year first or a letter between the digits.',
  ),
  'not-text': word(
    'Feltet indeholder tegn, der ikke er tekst (NUL eller et halvt tegn).',
    'The field holds characters that are no text (NUL or half a character).',
    'Send gyldig UTF-8 uden NUL; kontrollér, om teksten er skåret over midt i et tegn.',
    'Send valid UTF-8 without NUL; check whether the text was cut in the middle of a character.',
  ),
  'unseen-characters': word(
    'Feltet indeholder usynlige tegn.',
    'The field holds characters that cannot be seen.',
    'Fjern de usynlige tegn.',
    'Remove the characters that cannot be seen.',
  ),
} as const;
