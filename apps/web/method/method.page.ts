import { Controller, Get, Inject } from '@nestjs/common';
import { CLOCK, type Clock, localDay } from '#libs/calendar';
import { RULE_BOOK, type RuleBook } from '#libs/rules';
import { OpenPage } from '../frame/page.ts';
import type { PageView } from '../frame/page-view.ts';
import { methodView } from './method-view.ts';

/** `/metode`: how on time and the delays are counted, from the rules as data. */
@Controller('metode')
export class MethodPage {
  constructor(
    @Inject(RULE_BOOK) private readonly rules: RuleBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @OpenPage()
  show(): PageView {
    return methodView(this.rules, localDay(this.clock.now()));
  }
}
