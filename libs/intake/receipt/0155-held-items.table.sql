-- What a held report waits for: code, until when, and the own enrolment that was probably meant. Texts are put to it when it is read.
alter table receipts.items add column held json;
