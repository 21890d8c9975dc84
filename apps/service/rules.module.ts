import { Global, Module } from '@nestjs/common';
import { loadRuleBook, RULE_BOOK, type RuleBook, SANDBOX_CALENDARS } from '#libs/rules';
import { CONFIG, type Config } from './config.ts';

/** The rules in force, with those of RULES_FILE. */
@Global()
@Module({
  providers: [{ provide: RULE_BOOK, inject: [CONFIG], useFactory: readRules }],
  exports: [RULE_BOOK],
})
export class RulesModule {}

function readRules({ rulesFile, mode }: Config): RuleBook {
  return loadRuleBook(rulesFile, mode === 'sandbox' ? { municipalCalendars: SANDBOX_CALENDARS } : {});
}
