// @ts-check
// `npm start`: opens a VS Code with the extension, also in a new checkout. `npm start -- --port 8123` sets the port of the VS Code server,
// which is used on machines without a desktop.
import { onProjectNode } from './setup.mjs';

await onProjectNode();
const { openVsCode } = await import('./open.mjs');
await openVsCode();
