import type { SandboxState } from '../state/state';
import { addDemoPlayers } from './demoPlayers';
import { addDemoProjects } from './demoProjects';

/** A team's account: eight projects, a dozen players and more than 400 days of usage. `now` in milliseconds. */
export function seedDemo(state: SandboxState, now: number): void {
	addDemoPlayers(state, addDemoProjects(state), now);
}
