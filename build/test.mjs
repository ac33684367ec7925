// @ts-check
// `npm test`: runs all stages, also in a new checkout. `npm test -- unit host` runs only these stages.
import { onProjectNode } from './setup.mjs';

await onProjectNode();
const { runStages } = await import('./stages.mjs');
process.exitCode = await runStages(process.argv.slice(2));
