/** One format for all code; `npm run lint` checks it, `npm run format` writes it. */
export default {
  printWidth: 120,
  singleQuote: true,
};
