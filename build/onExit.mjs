// @ts-check
import { constants } from 'node:os';

/**
 * Calls `cleanUp`, which must be synchronous, when this process ends, by a signal too.
 * @param {() => void} cleanUp
 * @returns {() => void} forgets it
 */
export function onExit(cleanUp) {
	// By itself a signal ends the process without its `exit` handlers.
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
		if (process.listenerCount(signal) === 0) {
			process.once(signal, () => process.exit(128 + constants.signals[signal]));
		}
	}
	process.once('exit', cleanUp);
	return () => process.off('exit', cleanUp);
}
