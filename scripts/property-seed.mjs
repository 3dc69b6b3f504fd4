// @ts-check
// A test run is the same run each time: property tests begin with this seed. PROPERTY_SEED=N looks elsewhere.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });
