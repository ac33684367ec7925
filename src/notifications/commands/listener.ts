import * as vscode from 'vscode';
import { runCommand } from '../../ui/commands';
import { showErrorMessage, showInformationMessage } from '../../ui/dialogs';
import { notifyDone, notifyFailure, offerNext, showFailure } from '../../ui/notify';
import { PortError } from '../listener';
import type { ListenerController } from '../listenerController';
import type { NotificationProjects } from '../loadedNotifications';
import type { NotificationSecrets } from '../notificationSecrets';
import type { SandboxReceivers } from '../sandboxReceivers';

interface StartDeps {
	readonly listener: Pick<ListenerController, 'port' | 'start'>;
	readonly secrets: Pick<NotificationSecrets, 'read'>;
	readonly projects: Pick<NotificationProjects, 'ensureProjects'>;
	readonly sandboxReceivers: Pick<SandboxReceivers, 'sync' | 'isActive'>;
}

/** Starts the listener on the port of the settings. */
export async function startListener(deps: StartDeps): Promise<void> {
	await start(deps, portSetting());
}

async function start(deps: StartDeps, port: number): Promise<void> {
	const { listener, secrets, projects, sandboxReceivers } = deps;
	const before = listener.port;
	if (before !== undefined) {
		notifyDone(vscode.l10n.t('Already listening on port {0}', before));
		return;
	}
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
	try {
		await listener.start(port);
	} catch (error) {
		await offerOtherPort(deps, port, error);
		return;
	}
	await vscode.commands.executeCommand('agora.notifications.focus');
	notifyDone(vscode.l10n.t('Listening for notifications on port {0}', listener.port ?? port));
	await sandboxReceivers.sync();
	if (sandboxReceivers.isActive) {
		void offerNext(
			vscode.l10n.t(
				'The sandbox sends the notifications of its projects to the listener, signed with secrets that are stored until the sandbox stops. Create a cloud player to see some.',
			),
			[
				{
					label: vscode.l10n.t('Create Cloud Player…'),
					run: () => runCommand('agora.player.create'),
				},
			],
		);
	}
}

async function offerOtherPort(deps: StartDeps, port: number, error: unknown): Promise<void> {
	if (!(error instanceof PortError)) {
		await showFailure(
			vscode.l10n.t('Start the notification listener: {0}', error instanceof Error ? error.message : ''),
			error,
		);
		return;
	}
	const other = vscode.l10n.t('Use Another Port');
	const settings = vscode.l10n.t('Open Settings');
	const text =
		error.reason === 'inUse'
			? vscode.l10n.t(
					'Port {0} is in use by another program or window, so the notification listener was not started.',
					port,
				)
			: vscode.l10n.t(
					'This system does not allow VS Code to use port {0}, so the notification listener was not started.',
					port,
				);
	const chosen = await showErrorMessage(text, other, settings);
	if (chosen === other) {
		await start(deps, 0);
	} else if (chosen === settings) {
		await vscode.commands.executeCommand('workbench.action.openSettings', `agora.${PORT_SETTING}`);
	}
}

const PORT_SETTING = 'notifications.port';

/** The setting `agora.notifications.port`; 0 lets the system choose. */
function portSetting(): number {
	const port = vscode.workspace.getConfiguration('agora').get<unknown>(PORT_SETTING);
	return typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : 0;
}

/** Closes the port. What was received stays. */
export async function stopListener({
	listener,
}: {
	readonly listener: Pick<ListenerController, 'port' | 'stop'>;
}): Promise<void> {
	const { port } = listener;
	await listener.stop();
	notifyDone(
		port === undefined
			? vscode.l10n.t('The notification listener is not running')
			: vscode.l10n.t('Stopped listening on port {0}', port),
	);
}

/** The names of this machine, as `URL` writes them. */
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** The step of the walkthrough. */
const GUIDE = { category: 'console-for-agora.console-for-agora#start', step: 'notifications' };

interface AddressDeps extends StartDeps {
	readonly listener: Pick<ListenerController, 'port' | 'start' | 'address'>;
}

/** Copies the address of the listener from outside, and says what makes it reachable for Agora's servers. */
export async function copyListenerAddress(deps: AddressDeps): Promise<void> {
	const { listener } = deps;
	if (listener.address === undefined) {
		await offerStart(deps);
	}
	const { address, port } = listener;
	if (address === undefined || port === undefined) {
		return;
	}
	const external = new URL((await vscode.env.asExternalUri(vscode.Uri.parse(address))).toString(true));
	await vscode.env.clipboard.writeText(external.href);
	const openPorts = vscode.l10n.t('Open Ports');
	const guide = vscode.l10n.t('Open Guide');
	const chosen = await showInformationMessage(
		vscode.l10n.t('Copied {0}', external.href),
		{ modal: true, detail: reachabilityText(external, port) },
		openPorts,
		guide,
	);
	if (chosen === openPorts) {
		await vscode.commands.executeCommand('~remote.forwardedPorts.focus');
	} else if (chosen === guide) {
		await vscode.commands.executeCommand('workbench.action.openWalkthrough', GUIDE, false);
	}
}

async function offerStart(deps: StartDeps): Promise<void> {
	const startLabel = vscode.l10n.t('Start Listener');
	const chosen = await showInformationMessage(
		vscode.l10n.t('The notification listener is not running, so it has no address.'),
		startLabel,
	);
	if (chosen === startLabel) {
		await startListener(deps);
	}
}

/** What makes an address reachable for Agora's servers, and what to enter in the Agora Console, step by step. */
function reachabilityText({ hostname, protocol }: URL, port: number): string {
	const isLoopback = LOOPBACK_HOSTS.includes(hostname);
	const reach = isLoopback
		? vscode.l10n.t(
				'Only programs on this computer can reach this address. To make it reachable for Agora, forward the port with VS Code:',
			)
		: protocol === 'https:'
			? vscode.l10n.t('Agora can reach this address once the forwarded port is public:')
			: vscode.l10n.t(
					'The Agora Console accepts HTTPS addresses only, and this one is HTTP. Forward the port with VS Code:',
				);
	const forward =
		isLoopback || protocol !== 'https:'
			? [
					vscode.l10n.t('In the Ports view, choose Forward a Port and enter {0}.', port),
					vscode.l10n.t(
						'Set Port Visibility to Public in the menu of the port, and leave its protocol at HTTP.',
					),
					vscode.l10n.t('Copy the forwarded address, which begins with https://.'),
				]
			: [vscode.l10n.t('In the Ports view, set Port Visibility to Public in the menu of port {0}.', port)];
	const steps = [
		...forward,
		vscode.l10n.t(
			'In the Agora Console, open the project, then All Features and Notifications. Enter the https address, choose the events, run the health check and save.',
		),
		vscode.l10n.t('Copy the secret that is shown there, and store it with Set Notification Secret.'),
	];
	return [reach, ...steps.map((step, at) => `${at + 1}. ${step}`)].join('\n\n');
}
