import fc from 'fast-check';

/**
 * Property tests draw the same cases at every run, so that a red run is a change of the code and not of the dice. Other dice:
 * `SIDELIGHT_TEST_SEED=random npm test`, or the number that a failure printed.
 */
const wanted = process.env['SIDELIGHT_TEST_SEED'];
if (wanted !== 'random')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted ?? 20_261_122) });
