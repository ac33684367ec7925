import * as vscode from 'vscode';

interface ContextKeys {
	'agora.session': 'signedOut' | 'signingIn' | 'signedIn';
	'agora.sandbox.running': boolean;
	'agora.project.active': boolean;
	'agora.projects.state': 'unknown' | 'empty' | 'failed' | 'noMatch' | 'ready';
	'agora.projects.filtered': boolean;
	'agora.players.filtered': boolean;
	'agora.players.state': 'unknown' | 'empty' | 'notEnabled' | 'ready';
}

/** The only caller of `setContext`, so that every key that package.json's `when` clauses use is listed here. */
export class ContextKeySetter {
	private readonly known = new Map<string, unknown>();

	set<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
		if (this.known.get(key) !== value) {
			this.known.set(key, value);
			void vscode.commands.executeCommand('setContext', key, value);
		}
	}
}
