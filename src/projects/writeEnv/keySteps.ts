import * as vscode from 'vscode';
import { answerInto, askPick, askText, type Step } from '../../ui/steps';
import {
	APP_ID_KEYS,
	certificateKeyFor,
	isKey,
	isPublicKey,
	type KeyStyle,
	NEXT_KEYS,
	PLAIN_KEYS,
	proposedStyle,
} from '../env/envKeys';
import { type EnvAnswers, keysOf, pathOf } from './envAnswers';
import { readEnvFolder } from './envFiles';

export const askStyle: Step<EnvAnswers> = async (frame, state) => {
	const { heldKey, nextSign } = await surroundings(state);
	const detected = nextSign === undefined ? '' : vscode.l10n.t('Next.js detected from {0}', nextSign);
	return answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Under which keys?'),
			items: [
				{ value: 'plain' as const, label: vscode.l10n.t('Plain'), description: keysText(PLAIN_KEYS) },
				{
					value: 'next' as const,
					label: 'Next.js',
					description: keysText(NEXT_KEYS),
					...(detected !== '' && { detail: detected }),
				},
				{
					value: 'custom' as const,
					label: vscode.l10n.t('Other Keys…'),
					description: vscode.l10n.t('for Vite and others: enter your own'),
				},
			],
			selected: state.style ?? proposedStyle(heldKey, nextSign !== undefined),
		}),
		(style) => ({ ...state, style, ...(heldKey !== undefined && { appIdKey: state.appIdKey ?? heldKey }) }),
	);
};

export const askAppIdKey: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Key of the App ID'),
			placeholder: 'VITE_AGORA_APP_ID',
			value: state.appIdKey ?? PLAIN_KEYS.appId,
			validate: keyProblem,
		}),
		(appIdKey) => ({ ...state, appIdKey }),
	);

export const askWhat: Step<EnvAnswers> = async (frame, state) =>
	answerInto(
		await askPick(frame, {
			placeholder: vscode.l10n.t('Which credentials?'),
			items: [
				{
					value: false,
					label: vscode.l10n.t('App ID Only'),
					detail: vscode.l10n.t('All that a program needs if it gets its tokens from elsewhere.'),
				},
				{
					value: true,
					label: vscode.l10n.t('App ID and App Certificate'),
					detail: vscode.l10n.t('For a server that signs tokens. The App Certificate is a secret.'),
				},
			],
			selected: state.withCertificate ?? false,
		}),
		(withCertificate) => ({ ...state, withCertificate }),
	);

export const askCertificateKey: Step<EnvAnswers> = async (frame, state) => {
	const { appId } = keysOf(state);
	return answerInto(
		await askText(frame, {
			prompt: vscode.l10n.t('Key of the App Certificate'),
			value: state.certificateKey ?? certificateKeyFor(appId),
			validate: (key) => {
				if (key === appId) {
					return vscode.l10n.t('This is the key of the App ID.');
				}
				return isPublicKey(key)
					? vscode.l10n.t('Build tools expose the values of keys with this prefix to everyone.')
					: keyProblem(key);
			},
		}),
		(certificateKey) => ({ ...state, certificateKey }),
	);
};

/** What the folder of the chosen file tells about the keys to use. */
async function surroundings(
	state: EnvAnswers,
): Promise<{ heldKey: string | undefined; nextSign: string | undefined }> {
	if (!state.folder) {
		return { heldKey: undefined, nextSign: undefined };
	}
	const path = pathOf(state);
	const { files, nextSign } = await readEnvFolder(vscode.Uri.joinPath(state.folder.uri, path, '..'));
	const name = path.slice(path.lastIndexOf('/') + 1);
	const file = files.find((each) => each.name === name);
	return { heldKey: APP_ID_KEYS.find((key) => file?.keys.includes(key)), nextSign };
}

function keysText({ appId, certificate }: KeyStyle): string {
	return `${appId} · ${certificate}`;
}

function keyProblem(key: string): string | undefined {
	return isKey(key)
		? undefined
		: vscode.l10n.t('A key can have only letters, digits and _, and cannot begin with a digit.');
}
