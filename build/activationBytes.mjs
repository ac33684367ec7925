// @ts-check
/**
 * @typedef {{ bytes: number, imports: readonly { path: string, kind: string }[] }} Output
 */

/**
 * The bytes that VS Code loads to activate the extension: its entry, and every chunk the entry imports statically.
 * @param {Readonly<Record<string, Output>>} outputs of esbuild's metafile
 * @returns {number}
 */
export function activationBytes(outputs) {
	/** @type {Set<string>} */
	const files = new Set();
	const visit = (/** @type {string} */ file) => {
		if (!files.has(file) && file in outputs) {
			files.add(file);
			for (const { path, kind } of outputs[file]?.imports ?? []) {
				if (kind === 'import-statement') {
					visit(path);
				}
			}
		}
	};
	visit('dist/extension.mjs');
	return [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}
