import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';

/**
 * All text that VS Code stored or shows, by its place: files (settings, logs, state), support bundles in the workspace, the
 * browser's databases (where VS Code for the Web stores global and workspace state), pages and tooltips.
 * Excludes VS Code's secret storage, where secrets belong.
 */
export async function collectWrittenText(workbench: Workbench, vsCode: VsCode): Promise<Map<string, string>> {
	const places = new Map<string, string>();
	for (const folder of ['User', 'logs']) {
		const root = join(vsCode.dataDir, 'data', folder);
		for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
			if (entry.isFile()) {
				const path = join(entry.parentPath, entry.name);
				places.set(path.slice(vsCode.dataDir.length), await readFile(path, 'utf8'));
			}
		}
	}
	for (const name of (await readdir(vsCode.workspace)).filter((each) => each.endsWith('.zip'))) {
		const files = unzipSync(await readFile(join(vsCode.workspace, name)));
		for (const [file, bytes] of Object.entries(files)) {
			places.set(`${name}/${file}`, strFromU8(bytes));
		}
	}
	for (const [name, text] of await readBrowserDatabases(workbench)) {
		places.set(`database ${name}`, text);
	}
	for (const [at, frame] of workbench.page.frames().entries()) {
		places.set(`page ${at} ${frame.name()}`, await frame.content());
	}
	for (const item of ['agora.status.project', 'agora.status.players']) {
		places.set(`tooltip of ${item}`, await workbench.statusBar.tooltip(item));
	}
	return places;
}

/** The global and workspace state of VS Code for the Web, by database. VS Code writes it with a delay. */
export async function readBrowserDatabases(workbench: Workbench): Promise<[string, string][]> {
	return await workbench.page.evaluate(readDatabasesInPage);
}

/** Runs in the page. Reads all values of all IndexedDB databases except those of the secret storage. */
async function readDatabasesInPage(): Promise<[string, string][]> {
	const done = <T>(request: IDBRequest<T>): Promise<T> =>
		new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const texts: [string, string][] = [];
	for (const { name = '' } of await indexedDB.databases()) {
		const database = await done(indexedDB.open(name));
		for (const store of database.objectStoreNames) {
			const objects = database.transaction(store).objectStore(store);
			const [keys, values] = await Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
			const plain = values.filter((_, at) => !String(keys[at]).startsWith('secret://'));
			texts.push([`${name}/${store}`, JSON.stringify(plain)]);
		}
		database.close();
	}
	return texts;
}
