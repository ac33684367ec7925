import { Emitter } from '../../../src/common/emitter';

/** How many listeners the emitters have that these objects own. */
export function listenersOf(owners: readonly object[]): number {
	const emitters = owners.flatMap((owner) =>
		Object.values(owner).filter((value): value is Emitter<unknown> => value instanceof Emitter),
	);
	return emitters.reduce((sum, emitter) => sum + sizeOf(Reflect.get(emitter, 'listeners')), 0);
}

/** Throws rather than counting nothing where an emitter no longer keeps its listeners there. */
function sizeOf(listeners: unknown): number {
	if (!(listeners instanceof Set)) {
		throw new Error('an emitter keeps its listeners elsewhere');
	}
	return listeners.size;
}
