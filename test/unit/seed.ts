import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a failure is always one of the change at hand. FAST_CHECK_SEED
 * draws others, to look for what these do not show.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_260_101) });
