import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { extensions } from 'vscode';

type Functions = Record<string, unknown>;

/** The bundle of the extension and its chunks, and not that of the tests. */
const EXTENSION = /\/dist\/(?:extension|chunks\/[\w-]+)\.mjs/;

/** Calls that the extension's own bundle makes, by the name of what was called. */
class CallSpy {
	readonly calls: string[] = [];
	private readonly undo: (() => void)[] = [];

	get watched(): number {
		return this.undo.length;
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
				this.undo.push(() => {
					functions[method] = original;
				});
			}
		}
	}

	/** The extension imports functions by their names: those too are now the watched ones. */
	begin(): void {
		syncBuiltinESMExports();
	}

	restore(): void {
		for (const each of this.undo) {
			each();
		}
		syncBuiltinESMExports();
	}
}

describe('activation', () => {
	it('reads no file, calls no server, and starts none', async () => {
		const extension = extensions.getExtension('console-for-agora.console-for-agora');
		ok(extension, 'the extension is not installed');
		strictEqual(extension.isActive, false, 'the extension was active before anybody asked for it');

		const spy = new CallSpy();
		spy.watch('fs', fs, Object.keys(fs));
		spy.watch('fs.promises', fs.promises, Object.keys(fs.promises));
		spy.watch('globalThis', globalThis, ['fetch']);
		spy.watch('http', http, ['request', 'get']);
		spy.watch('https', https, ['request', 'get']);
		spy.watch('net', net, ['connect', 'createConnection']);
		spy.watch('net.Socket', net.Socket.prototype, ['connect']);
		spy.watch('net.Server', net.Server.prototype, ['listen']);
		ok(spy.watched > 100, 'hardly anything is watched');
		spy.begin();
		try {
			await extension.activate();
		} finally {
			spy.restore();
		}

		strictEqual(extension.isActive, true);
		deepStrictEqual(spy.calls, []);
	});
});
