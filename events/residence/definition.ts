import { fromRegister } from '../model/conditions.ts';
import { report } from '../model/definition.ts';
import { ResidenceChangedV1 } from './residence-changed.event.ts';

export const residenceDefinitions = {
  'residence-changed.v1': report(ResidenceChangedV1, {
    from: ['cpr'],
    needs: fromRegister,
    on: (data) => data.from,
    readBy: ['residence'],
    title: ['Bopæl ændret', 'Residence changed'],
    about: ['Personen bor i kommunen fra dagen.', 'The person lives in the municipality from the day.'],
  }),
};
