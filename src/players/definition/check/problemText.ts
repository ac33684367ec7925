import * as vscode from 'vscode';
import { fieldText } from '../../fieldText';
import type { DefinitionProblem } from './checkDefinition';

/** What is wrong at a place of a definition file, and what to write instead. */
export function problemText({ code, field, detail }: DefinitionProblem): string {
	switch (code) {
		case 'syntax':
			return vscode.l10n.t('This is not JSON.');
		case 'required':
			return field === 'uid'
				? fieldText({ field, rule: code, detail })
				: vscode.l10n.t('{0} is needed.', field);
		case 'unknown':
			return vscode.l10n.t('Agora knows no such field and would drop it.');
		case 'unknownVariable':
			return vscode.l10n.t(
				'Variables are {0}, {1} and {2}.',
				'${env:NAME}',
				'${secret:NAME}',
				'${input:label}',
			);
		case 'misplacedSecret':
			return vscode.l10n.t(
				'A secret would be shown here. It may stand in streamUrl, token, encryptKey and encryptKdfSalt.',
			);
		case 'missingEnvironment':
			return vscode.l10n.t('The environment of VS Code has no variable {0}.', detail);
		case 'unknownProject':
			return vscode.l10n.t('The account has no project with this App ID or name.');
		case 'ambiguousProject':
			return vscode.l10n.t('Several projects have this name: write the App ID.');
		case 'disabledProject':
			return vscode.l10n.t('This project is disabled: no cloud player can be created in it.');
		case 'plainSecret':
			return vscode.l10n.t(
				'A secret stands in the file as it is. Write {0} to have it asked for once.',
				'${secret:NAME}',
			);
		case 'plainHttp':
			return vscode.l10n.t(
				'http:// is not encrypted, and newer documents of Agora do not name it. Prefer https://.',
			);
		case 'mainlandCodec':
			return vscode.l10n.t('On the Chinese mainland VP9 becomes H.264.');
		case 'refused':
			return vscode.l10n.t('Agora refused this: “{0}”', detail);
		default:
			return fieldText({ field, rule: code, detail });
	}
}
