import type { Memento } from 'vscode';
import { isObject } from '../../../agora/lenient';
import type { SecretVariables } from './secretVariables';

const EARLIER_KEY = 'agora.playerDefinitions';
/** What was last typed in Create Cloud Player, whole rtmp addresses included. */
const EARLIER_CREATIONS = 'agora.lastCreations';

/**
 * Deletes what earlier versions kept of the requests that created players, with the secrets that belonged to them: texts in which
 * variables of the user and text of a server cannot be told apart, and whole addresses of sources.
 */
export async function dropEarlierDefinitions(
	memento: Pick<Memento, 'get' | 'update'>,
	secrets: SecretVariables,
): Promise<void> {
	if (memento.get<unknown>(EARLIER_CREATIONS) !== undefined) {
		await memento.update(EARLIER_CREATIONS, undefined);
	}
	const stored = memento.get<unknown>(EARLIER_KEY);
	if (stored === undefined) {
		return;
	}
	const pairs: readonly unknown[] = Array.isArray(stored)
		? stored
		: isObject(stored)
			? Object.entries(stored)
			: [];
	const keys = pairs.flatMap((pair) => (Array.isArray(pair) && typeof pair[0] === 'string' ? [pair[0]] : []));
	for (const key of keys) {
		const [accountId = '', , playerId = ''] = key.split('/');
		const names = playerId === '' ? [] : await secrets.names(accountId);
		await secrets.forget(
			accountId,
			names.filter(({ name }) => name.startsWith(`${playerId}.`)),
		);
	}
	await memento.update(EARLIER_KEY, undefined);
}
