import * as vscode from 'vscode';
import { readNotification } from '../../agora/notifications/event';
import {
	type PastedNotification,
	readPastedNotification,
	readTypedSignatures,
	SIGNATURE_DIGITS,
} from '../../agora/notifications/pastedNotification';
import { showActionPick } from '../../ui/actionPick';
import { runCommand } from '../../ui/commands';
import type { PickItem } from '../../ui/dialogs';
import { notifyFailure } from '../../ui/notify';
import { answerInto, askPick, askText, runSteps, type Step } from '../../ui/steps';
import { inspectionRows } from '../inspectionRows';
import type { NotificationProjects } from '../loadedNotifications';
import type { NotificationDocuments } from '../notificationDocuments';
import type { NotificationSecrets } from '../notificationSecrets';
import { checkSignature } from '../signatureCheck';
import type { ItemFacts } from '../tree/notificationItems';

interface InspectDeps {
	readonly projects: Pick<NotificationProjects, 'ensureProjects'>;
	readonly secrets: Pick<NotificationSecrets, 'read' | 'all'>;
	readonly facts: ItemFacts;
	readonly documents: Pick<NotificationDocuments, 'showBody'>;
}

/** Returns undefined if the user cancels. */
type ReadSource = () => Promise<Uint8Array | undefined>;

interface InspectAnswers {
	readonly pasted: PastedNotification | undefined;
	/** As typed; empty for none. */
	readonly signature: string;
}

/** In bytes. Bodies of Agora have less than 2 kB. */
const MAX_BYTES = 1024 * 1024;

/** Explains a notification from the selection, the clipboard or a file. Nothing is stored or sent. */
export async function inspectNotification(deps: InspectDeps): Promise<void> {
	const title = vscode.l10n.t('Inspect Notification');
	for (;;) {
		const answers = await runSteps<InspectAnswers>(
			title,
			[{ ask: askSource }, { ask: askSignature, skip: ({ pasted }) => hasSignature(pasted) }],
			{ pasted: undefined, signature: '' },
		);
		if (
			!answers?.pasted ||
			(await showInspection(deps, title, answers.pasted, answers.signature)) !== 'back'
		) {
			return;
		}
	}
}

function hasSignature(pasted: PastedNotification | undefined): boolean {
	return pasted?.signatures.sha1 !== undefined || pasted?.signatures.sha256 !== undefined;
}

const askSource: Step<InspectAnswers> = async (frame, state) => {
	const placeholder = vscode.l10n.t('Body of a notification, or a whole request with its headers');
	const outcome = await askPick(frame, { placeholder, items: sources() });
	if (typeof outcome !== 'object') {
		return outcome;
	}
	const bytes = await outcome.answer();
	if (bytes === undefined) {
		return 'cancel';
	}
	if (bytes.length === 0) {
		throw new Error(vscode.l10n.t('There is no text to inspect.'));
	}
	if (bytes.length > MAX_BYTES) {
		throw new Error(vscode.l10n.t('This is larger than 1 MB, so it is not a notification.'));
	}
	return { answer: { ...state, pasted: readPastedNotification(bytes) } };
};

/** The clipboard is read only if the user chooses it. */
function sources(): (PickItem & { readonly value: ReadSource })[] {
	return [
		...editorSources(),
		{
			icon: 'clippy',
			label: vscode.l10n.t('Clipboard'),
			value: async () => Buffer.from(await vscode.env.clipboard.readText()),
		},
		{
			icon: 'file',
			label: vscode.l10n.t('File…'),
			description: vscode.l10n.t('its bytes are used unchanged'),
			value: readFile,
		},
	];
}

function editorSources(): (PickItem & { readonly value: ReadSource })[] {
	const { document, selection } = vscode.window.activeTextEditor ?? {};
	const text = document?.getText(selection?.isEmpty === false ? selection : undefined) ?? '';
	if (document === undefined || text === '') {
		return [];
	}
	const label =
		selection?.isEmpty === false
			? vscode.l10n.t('Selected Text')
			: vscode.l10n.t('Text of the Active Editor');
	const description = document.uri.path.split('/').at(-1) ?? '';
	return [{ icon: 'selection', label, description, value: async () => Buffer.from(text) }];
}

async function readFile(): Promise<Uint8Array | undefined> {
	const [file] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Inspect Notification'),
			openLabel: vscode.l10n.t('Inspect'),
		})) ?? [];
	if (!file) {
		return undefined;
	}
	const { size } = await vscode.workspace.fs.stat(file);
	// Too large to read, and refused by the caller.
	return size > MAX_BYTES ? new Uint8Array(size) : await vscode.workspace.fs.readFile(file);
}

const askSignature: Step<InspectAnswers> = async (frame, state) => {
	const outcome = await askText(frame, {
		prompt: vscode.l10n.t(
			'Value of the header Agora-Signature-V2 or Agora-Signature. Without it, press Enter: the signature is not checked.',
		),
		value: state.signature,
		validate: (value) =>
			readTypedSignatures(value) === undefined
				? vscode.l10n.t(
						'A signature has {0} or {1} hexadecimal digits.',
						SIGNATURE_DIGITS.sha256,
						SIGNATURE_DIGITS.sha1,
					)
				: undefined,
	});
	return answerInto(outcome, (signature) => ({ ...state, signature }));
};

async function showInspection(
	deps: InspectDeps,
	title: string,
	pasted: PastedNotification,
	typed: string,
): Promise<'back' | undefined> {
	const { projects, secrets, facts, documents } = deps;
	const { body } = pasted;
	// Rows name their projects.
	await projects.ensureProjects().catch(() => {});
	try {
		await secrets.read();
	} catch (error) {
		void notifyFailure(
			vscode.l10n.t('Read the notification secrets, without which no signature is checked'),
			error,
		);
	}
	const content = readNotification(body);
	const signatures = hasSignature(pasted) ? pasted.signatures : (readTypedSignatures(typed) ?? {});
	const check = checkSignature(body, signatures, content, secrets.all);
	const setSecret = {
		...{ label: vscode.l10n.t('Set Secret…'), icon: 'key' },
		run: () => runCommand('agora.notifications.setSecret'),
	};
	return await showActionPick({
		title,
		placeholder: vscode.l10n.t('Contents of the notification. Press Enter to copy a line.'),
		rows: inspectionRows({ content, check }, facts),
		buttons: [
			...(check.kind === 'noSecret' || check.kind === 'invalid' ? [setSecret] : []),
			{
				...{ label: vscode.l10n.t('Show as JSON'), icon: 'json' },
				run: () => documents.showBody(content, body),
			},
		],
	});
}
