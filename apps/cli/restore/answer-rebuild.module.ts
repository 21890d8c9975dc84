import { Module } from '@nestjs/common';
import { ClockModule } from '../../service/clock.module.ts';
import { RulesModule } from '../../service/rules.module.ts';
import { AnswerRebuild } from './answer-rebuild.ts';

/** For the commands that fill the answers from a log that came from elsewhere. */
@Module({ imports: [RulesModule, ClockModule], providers: [AnswerRebuild], exports: [AnswerRebuild] })
export class AnswerRebuildModule {}
