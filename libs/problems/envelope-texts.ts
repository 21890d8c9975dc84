import { word } from './text.ts';

/** Faults of an envelope or of a whole body that show without any other data. */
export const ENVELOPE_TEXTS = {
  'spec-version': word(
    'specversion skal være "1.0".',
    'specversion must be "1.0".',
    'Send CloudEvents 1.0.',
    'Send CloudEvents 1.0.',
  ),
  source: word(
    'source skal være /systems/{system}/reporters/{indberetter}.',
    'source must be /systems/{system}/reporters/{reporter}.',
    'Indberetter er 6 cifre, municipality-0000, jobcentre-0000, company-00000000, cpr eller income-register.',
    'Reporter is 6 digits, municipality-0000, jobcentre-0000, company-00000000, cpr or income-register.',
  ),
  'unknown-type': word(
    'Hændelsestypen findes ikke.',
    'There is no such event type.',
    'Brug en type fra kataloget, med version: dk.ungestatus.….v1.',
    'Use a type of the catalogue with its version: dk.ungestatus.….v1.',
  ),
  'own-type': word(
    'Hændelsestypen skrives kun af tjenesten selv.',
    'Only the service itself writes this event type.',
    'Send den indberetning, der er årsagen.',
    'Send the report that is the cause.',
  ),
  'duplicate-name': word(
    'Navnet står to gange i samme objekt.',
    'The name stands twice in the same object.',
    'Send hvert felt én gang.',
    'Send each field once.',
  ),
  'json-syntax': word(
    'Teksten er ikke JSON fra det sted, detail nævner.',
    'The text is no JSON from the place that detail names on.',
    'Se efter et manglende eller overflødigt komma, anførselstegn eller en parentes lige før stedet.',
    'Look for a missing or needless comma, quote or bracket right before that place.',
  ),
  'batch-sent-as-single': word(
    'Kaldet er en liste, men indholdstypen er den for én hændelse.',
    'The call is an array, but its media type is that of one event.',
    'Send Content-Type: application/cloudevents-batch+json for en liste.',
    'Send Content-Type: application/cloudevents-batch+json for an array.',
  ),
  'single-sent-as-batch': word(
    'Kaldet er ingen liste, men indholdstypen er den for en portion.',
    'The call is no array, but its media type is that of a batch.',
    'Send en JSON-liste af hændelser, eller Content-Type: application/cloudevents+json for én hændelse.',
    'Send a JSON array of events, or Content-Type: application/cloudevents+json for one event.',
  ),
  'no-neutral-codes': word(
    'Feltet har intet neutralt kodesæt.',
    'The field has no neutral code set.',
    'Send koden, som kildesystemet har den, med navnet på dens eget kodesæt i system.',
    'Send the code as the source system has it, with the name of its own code set in system.',
  ),
  'known-at': word(
    'knownAt er hverken en position i loggen eller et tidspunkt.',
    'knownAt is neither a log position nor a time.',
    'Send en position som et helt tal, fx 1234, eller et tidspunkt efter RFC 3339, fx 2026-08-10T08:15:00Z.',
    'Send a position as a whole number, e.g. 1234, or an RFC 3339 time, e.g. 2026-08-10T08:15:00Z.',
  ),
  cursor: word(
    'after er ikke en markør fra et svar.',
    'after is no cursor of an answer.',
    'Brug adressen i Link med rel="next" uændret, eller udelad after for at begynde forfra.',
    'Use the address in Link with rel="next" unchanged, or leave after out to begin anew.',
  ),
  'sent-twice': word(
    'Parameteren står flere gange.',
    'The parameter stands several times.',
    'Send parameteren én gang.',
    'Send the parameter once.',
  ),
  'report-too-large': word(
    'Indberetningen er for stor.',
    'The report is too large.',
    'Send højst 64 KiB i én indberetning.',
    'Send at most 64 KiB in one report.',
  ),
  'content-type': word(
    'datacontenttype skal være application/json.',
    'datacontenttype must be application/json.',
    'Udelad feltet, eller send application/json.',
    'Leave the field out or send application/json.',
  ),
  'data-schema': word(
    'dataschema skal være en adresse på højst 512 tegn.',
    'dataschema must be an address of at most 512 characters.',
    'Udelad feltet.',
    'Leave the field out.',
  ),
  trace: word(
    'Sporingsfeltet følger ikke W3C Trace Context.',
    'The trace attribute does not follow W3C Trace Context.',
    'Send feltet uændret fra sporingssystemet, eller udelad det.',
    'Pass the attribute on unchanged, or leave it out.',
  ),
  subject: word(
    'subject skal være tekst på højst 256 tegn.',
    'subject must be text of at most 256 characters.',
    'Udelad feltet; personen står i data.person.',
    'Leave the field out; the person is in data.person.',
  ),
} as const;
