import { type Disposable, DisposableStore } from '../platform/disposable';
import type { EditorParts } from './editor/editorHints';

/** Loads what editors show of projects once there are projects to show. */
export function editorHintsOnceNeeded(parts: EditorParts): Disposable {
	const owned = new DisposableStore();
	const waiting = owned.add(
		parts.store.onDidChange(async () => {
			if (parts.store.projects.length > 0) {
				waiting.dispose();
				const { EditorHints } = await import('./editor/editorHints');
				owned.add(new EditorHints(parts));
			}
		}),
	);
	return owned;
}
