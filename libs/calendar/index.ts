export { type Day, addDays, addMonths, ageOn, birthday, daysBetween, isDay, weekday } from './days.ts';
export { TIME_ZONE, localDay } from './copenhagen.ts';
