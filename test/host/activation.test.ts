import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { commands } from 'vscode';
import { installedExtension, manifestCommands } from './extensionHost';

type Functions = Record<string, unknown>;

/** The extension's bundle and chunks, not the bundles of the tests. */
const EXTENSION = /\/dist\/(?:extension|chunks\/[\w-]+)\.mjs/;

/** Records the functions that the extension's bundle calls. */
class CallSpy {
	readonly calls: string[] = [];
	readonly #restoreFunctions: (() => void)[] = [];

	get watchedCount(): number {
		return this.#restoreFunctions.length;
	}

	watch(name: string, target: object, methods: readonly string[]): void {
		const functions = target as Functions;
		for (const method of methods) {
			const original = functions[method];
			if (typeof original === 'function' && Object.getOwnPropertyDescriptor(target, method)?.writable) {
				const { calls } = this;
				functions[method] = function (this: unknown, ...args: unknown[]): unknown {
					if (EXTENSION.test(new Error('where from').stack ?? '')) {
						calls.push(`${name}.${method}`);
					}
					return Reflect.apply(original, this, args);
				};
				this.#restoreFunctions.push(() => {
					functions[method] = original;
				});
			}
		}
	}

	/** Applies the replaced functions to named imports, which the extension uses. */
	begin(): void {
		syncBuiltinESMExports();
	}

	restore(): void {
		for (const restoreFunction of this.#restoreFunctions) {
			restoreFunction();
		}
		syncBuiltinESMExports();
	}
}

describe('activation', () => {
	it('reads no file, sends no request and starts no server', async () => {
		const extension = installedExtension();
		strictEqual(extension.isActive, false, 'the extension was active before the test activated it');

		const spy = new CallSpy();
		spy.watch('fs', fs, Object.keys(fs));
		spy.watch('fs.promises', fs.promises, Object.keys(fs.promises));
		spy.watch('globalThis', globalThis, ['fetch']);
		spy.watch('http', http, ['request', 'get']);
		spy.watch('https', https, ['request', 'get']);
		spy.watch('net', net, ['connect', 'createConnection']);
		spy.watch('net.Socket', net.Socket.prototype, ['connect']);
		spy.watch('net.Server', net.Server.prototype, ['listen']);
		ok(spy.watchedCount > 100, 'too few functions are watched');
		spy.begin();
		try {
			await extension.activate();
		} finally {
			spy.restore();
		}

		strictEqual(extension.isActive, true);
		deepStrictEqual(spy.calls, []);
	});

	it('registers every command of the manifest', async () => {
		await installedExtension().activate();
		const registered = new Set(await commands.getCommands(true));
		const missing = manifestCommands().filter((id) => !registered.has(id));
		deepStrictEqual(missing, []);
	});
});
