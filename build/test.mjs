// @ts-check
// `npm test`: everything, on a clean checkout too. `npm test -- unit host` runs only those stages.
import { onProjectNode } from './setup.mjs';

await onProjectNode();
const { runStages } = await import('./stages.mjs');
process.exitCode = await runStages(process.argv.slice(2));
