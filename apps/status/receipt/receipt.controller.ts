import { Controller, Get } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Contract, inPath, inQuery, oneOf, Parameters, type ParametersOf, text } from '#libs/contract';
import { type Actor, AnyRole, CurrentActor } from '#libs/identity';
import { type ReceiptAnswer, receiptSchema } from './receipt-answer.ts';
import { Receipt } from './receipt.query.ts';

const RECEIPT_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:\.(\d{1,5}))?$/;

const PARAMETERS = {
  receipt: inPath(
    'receiptId',
    text('A receipt id, or the event id of a report.', '5f0c1a7e-8a43-4c1b-9d2f-0b6a1c2d3e4f'),
    parseReceiptId,
  ),
  effect: inQuery(
    'effect',
    oneOf(
      ['true', 'false'],
      'Also say what the report changed, as far as you may see the person today. ' +
        'Logged as a look with purpose own-report.',
    ),
  ),
};

/** @returns undefined for a text that is no receipt id */
function parseReceiptId(text: string): { readonly id: string; readonly index: number | undefined } | undefined {
  const [, id, index] = RECEIPT_ID.exec(text.toLowerCase()) ?? [];
  return id === undefined ? undefined : { id, index: index === undefined ? undefined : Number(index) };
}

@Controller('v1/receipts/:receiptId')
export class ReceiptController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnyRole()
  @Contract({
    id: 'getReceipt',
    tag: 'Reports in',
    summary: 'What became of a report or a batch; never expires.',
    parameters: PARAMETERS,
    answers: { 200: { means: 'The receipt.', schema: receiptSchema } },
    problems: ['invalid-parameter'],
  })
  receipt(
    @CurrentActor() actor: Actor,
    @Parameters(PARAMETERS) { receipt, effect }: ParametersOf<typeof PARAMETERS>,
  ): Promise<ReceiptAnswer> {
    return this.queries.execute(new Receipt(actor, receipt, effect === 'true'));
  }
}
