import * as vscode from 'vscode';
import type { Project } from '../../../agora/console/projects';
import { type MessageAction, notifyDone } from '../../../ui/notify';

/** A button that copies the certificate a project has got; none where it is not told. */
export function copyNewCertificate({ name, appCertificate }: Project): readonly MessageAction[] {
	if (appCertificate === undefined) {
		return [];
	}
	const run = () => copyCertificateText(name, appCertificate);
	return [{ label: vscode.l10n.t('Copy New Certificate'), run }];
}

/** Puts a certificate on the clipboard and says that it is a secret. */
export async function copyCertificateText(projectName: string, appCertificate: string): Promise<void> {
	await vscode.env.clipboard.writeText(appCertificate);
	notifyDone(
		vscode.l10n.t(
			'App Certificate of {0} copied. It is a secret: keep it out of source control.',
			projectName,
		),
	);
}
