/** The same in every run, so that what fails is what was changed; TEST_SEED names another one, or `fresh`. */
const CHOSEN = process.env['TEST_SEED'] ?? '1';

/** What generated input starts from. */
export const SEED = CHOSEN === 'fresh' ? Date.now() % 1_000_000 : Number(CHOSEN);
