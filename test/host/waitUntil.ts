import { setTimeout } from 'node:timers/promises';

/** Polls a condition. The timeout of the test ends the wait. */
export async function waitUntil(condition: () => unknown): Promise<void> {
	while (!(await condition())) {
		await setTimeout(20);
	}
}
