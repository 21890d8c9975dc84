import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { InstitutionRegister } from '#libs/institutions';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { institutionTypeName } from '../words/institution-types.ts';

/** What the registers say of an institution, for people to read. */
export interface InstitutionFacts {
  readonly name: string;
  readonly type: string;
  readonly municipality: string;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Names of institutions, types and municipalities: published registers, nothing of a person. */
@Injectable()
export class Names {
  constructor(
    private readonly institutions: InstitutionRegister,
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns undefined if no institution has the number today */
  find(number: string): InstitutionFacts | undefined {
    const found = this.institutions.find(number, this.#today());
    if (found === undefined) return undefined;
    const { name, type, typeName, municipality } = found;
    return { name, type: institutionTypeName(type, typeName), municipality: this.municipality(municipality) };
  }

  /** The name of a municipality, or its code if no list has it. */
  municipality(code: string): string {
    return this.municipalities().find(({ value }) => value === code)?.text ?? code;
  }

  /** All municipalities of today, in the order of the Danish alphabet. */
  municipalities(): readonly Choice[] {
    const today = this.#today();
    return this.rules.municipalityCodes
      .filter(({ kind, validBefore }) => kind === 'municipality' && (validBefore === undefined || today < validBefore))
      .map(({ code, name }) => ({ value: code, text: name }))
      .sort((one, other) => one.text.localeCompare(other.text, 'da'));
  }

  #today(): string {
    return localDay(this.clock.now());
  }
}
