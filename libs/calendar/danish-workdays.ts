import { DANISH_HOLIDAYS } from './holidays.data.ts';
import { createWorkdays } from './workdays.ts';

export const { isWorkday, holidayName, dueDate, workdaysAfter, remainingWorkdays } = createWorkdays(DANISH_HOLIDAYS);
