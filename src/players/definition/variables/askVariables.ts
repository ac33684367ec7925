import * as vscode from 'vscode';
import { showInputBox, showWarningMessage } from '../../../ui/dialogs';
import type { SecretVariables } from '../memory/secretVariables';
import {
	type HostVariableSource,
	type RequestHead,
	type ResolvedForHost,
	resolveForHost,
} from './resolveForHost';
import type { OpenDefinition } from './resolveTemplate';

export interface VariableQuestions {
	readonly secretVariables: SecretVariables;
	readonly accountId: string;
	/** The title of the questions. */
	readonly title: string;
	/** Whether to go on, once it is known where the request goes; nothing but what decides that was asked before. */
	readonly confirm?: (head: RequestHead) => Promise<boolean>;
}

/**
 * Replaces the variables of a definition by values from the environment, the secret storage, and the user. A secret is asked for
 * once for each host that it is sent to, and then kept.
 */
export async function askForVariables(
	open: OpenDefinition,
	{ confirm = async () => true, ...questions }: VariableQuestions,
): Promise<ResolvedForHost> {
	const { secretVariables, accountId } = questions;
	/** Entered before the host was confirmed. */
	const entered = new Map<string, string>();
	const source: HostVariableSource = {
		env: (name) => process.env[name],
		input: async (label) =>
			await showInputBox({ title: questions.title, prompt: label, ignoreFocusOut: true }),
		secret: async (name, host) => await secretFor(name, host, questions),
		hostSecret: async (name, hostWith) => {
			const stored = await secretVariables.stored(accountId, name);
			const fitting = stored.find(({ host, value }) => host !== '' && host === hostWith(value));
			if (fitting) {
				return fitting.value;
			}
			const value = await askHidden(questions.title, secretPrompt(name, undefined));
			if (value !== undefined) {
				entered.set(name, value);
			}
			return value;
		},
	};
	const resolved = await resolveForHost(open, source, async (head) => {
		const goOn = await confirm(head);
		for (const [name, value] of goOn ? entered : []) {
			await secretVariables.store(accountId, { name, host: head.host }, value);
		}
		return goOn;
	});
	secretVariables.known.add(resolved && 'secrets' in resolved ? resolved.secrets : []);
	return resolved;
}

async function secretFor(
	name: string,
	host: string,
	{ secretVariables, accountId, title }: VariableQuestions,
): Promise<string | undefined> {
	const own = await secretVariables.read(accountId, { name, host });
	if (own !== undefined) {
		return own;
	}
	const others = await secretVariables.stored(accountId, name);
	const chosen = others.length > 0 ? await askForOtherHost(name, host, others) : 'enter';
	const value = chosen === 'enter' ? await askHidden(title, secretPrompt(name, host)) : chosen?.value;
	if (value !== undefined) {
		await secretVariables.store(accountId, { name, host }, value);
		// One that was stored for no host belongs to this one now.
		await secretVariables.forget(accountId, [{ name, host: '' }]);
	}
	return value;
}

/** A secret was entered for one host and is to be sent to another. Undefined where the user left. */
async function askForOtherHost(
	name: string,
	host: string,
	others: readonly { readonly host: string; readonly value: string }[],
): Promise<{ readonly value: string } | 'enter' | undefined> {
	const hosts = others.map((each) => each.host).filter((each) => each !== '');
	const [first] = others;
	const isOne = first !== undefined && others.every(({ value }) => value === first.value);
	const use = vscode.l10n.t('Send the Stored Value');
	const enter = vscode.l10n.t('Enter Another Value');
	const question =
		hosts.length > 0
			? vscode.l10n.t(
					'The secret “{0}” was stored for {1}. Send it to {2} too?',
					name,
					hosts.join(', '),
					host,
				)
			: vscode.l10n.t('The secret “{0}” was stored without a host. Send it to {1}?', name, host);
	const detail = vscode.l10n.t('Whoever runs {0} can read it. Send it only to a host that you know.', host);
	const buttons = isOne ? [enter, use] : [enter];
	const pressed = await showWarningMessage(question, { modal: true, detail }, ...buttons);
	if (pressed === use && isOne) {
		return { value: first.value };
	}
	return pressed === enter ? 'enter' : undefined;
}

function secretPrompt(name: string, host: string | undefined): string {
	const variable = `\${secret:${name}}`;
	return host === undefined
		? vscode.l10n.t(
				'Value of {0}, which contains the host of the source. It is kept in the secret storage.',
				variable,
			)
		: vscode.l10n.t(
				'Value of {0} for {1}. It is kept in the secret storage, for this host only.',
				variable,
				host,
			);
}

/** A line that nobody sees; not empty. */
async function askHidden(title: string, prompt: string): Promise<string | undefined> {
	const value = await showInputBox({ title, prompt, password: true, ignoreFocusOut: true });
	return value === '' ? undefined : value;
}
