import * as vscode from 'vscode';
import type { Region } from '../../agora/mediaPull/region';

/** A region in the user's language (Media Pull REST API, Create API, `region`). */
export function regionName(region: Region): string {
	switch (region) {
		case 'na':
			return vscode.l10n.t('North America');
		case 'eu':
			return vscode.l10n.t('Europe');
		case 'ap':
			return vscode.l10n.t('Asia Pacific');
		case 'cn':
			return vscode.l10n.t('Chinese Mainland');
	}
}
