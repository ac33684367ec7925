// @ts-check
// `npm start`: a real VS Code with the extension, on a clean checkout too. `npm start -- --port 8123` names the
// port where the VS Code server takes the desktop's place.
import { onProjectNode } from './setup.mjs';

await onProjectNode();
const { openVsCode } = await import('./open.mjs');
await openVsCode();
