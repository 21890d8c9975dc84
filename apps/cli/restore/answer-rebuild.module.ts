import { Module } from '@nestjs/common';
import { ClockModule } from '../../service/clock.module.ts';
import { RulesModule } from '../../service/rules.module.ts';
import { AnswerRebuild } from './answer-rebuild.ts';

/** Imported by the commands that fill the answers from a log of another database. */
@Module({ imports: [RulesModule, ClockModule], providers: [AnswerRebuild], exports: [AnswerRebuild] })
export class AnswerRebuildModule {}
