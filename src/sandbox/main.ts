export type { Behaviour } from './behaviour';
export type { SandboxClock } from './clock';
export type { Fault, Faults, FaultTarget } from './faults';
export type { RecordedRequest } from './recordedRequests';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox';
export type { NewPlayer, SandboxPlayer } from './state/player';
export type { NewProject, SandboxProject } from './state/project';
export type { SandboxState } from './state/state';
