import * as vscode from 'vscode';
import { fieldText } from '../playerText';
import type { DefinitionProblem } from './checkDefinition';

/** What is wrong at a place of a definition file, and what to write instead. */
export function problemText({ code, field, detail }: DefinitionProblem): string {
	switch (code) {
		case 'syntax':
			return vscode.l10n.t('This is not valid JSON.');
		case 'required':
			return field === 'uid'
				? fieldText({ field, rule: code, detail })
				: vscode.l10n.t('{0} is required.', field);
		case 'unknown':
			return vscode.l10n.t('Agora does not know this field and would ignore it.');
		case 'unknownVariable':
			return vscode.l10n.t(
				'Unknown variable. Use {0}, {1} or {2}, or write {3} for the characters {4} themselves.',
				'${env:NAME}',
				'${secret:NAME}',
				'${input:label}',
				'$${',
				'${',
			);
		case 'tooDeep':
			return vscode.l10n.t('This is nested too deeply to be a definition. Nothing of the file was read.');
		case 'misplacedSecret':
			return vscode.l10n.t(
				'A secret would be visible here. Secrets are allowed only in streamUrl, token, encryptKey and encryptKdfSalt.',
			);
		case 'missingEnvironment':
			return vscode.l10n.t('The environment variable {0} is not set for VS Code.', detail);
		case 'otherHost':
			return vscode.l10n.t(
				'The values lead to another host, “{0}”. Write special characters of user and password as %2F, %3A or %40.',
				detail,
			);
		case 'unknownProject':
			return vscode.l10n.t('The account has no project with this App ID or name.');
		case 'ambiguousProject':
			return vscode.l10n.t('Several projects have this name. Use the App ID instead.');
		case 'disabledProject':
			return vscode.l10n.t('This project is disabled: no cloud player can be created in it.');
		case 'plainSecret':
			return vscode.l10n.t(
				'This secret is in the file as plain text. Write {0} instead to be asked for it once.',
				'${secret:NAME}',
			);
		case 'plainHttp':
			return vscode.l10n.t(
				'http:// is not encrypted, and Agora’s newer documentation no longer lists it. Prefer https://.',
			);
		case 'mainlandCodec':
			return vscode.l10n.t('On the Chinese mainland VP9 becomes H.264.');
		case 'mainlandTempo':
			return vscode.l10n.t(
				'Agora changes the speed on the Chinese mainland only, and ignores this elsewhere.',
			);
		case 'takenUser':
			return vscode.l10n.t(
				'Cloud player “{0}” is in this channel as the same user already. Two with the same user cannot both play.',
				detail,
			);
		case 'refused':
			return vscode.l10n.t('Agora refused this: “{0}”', detail);
		default:
			return fieldText({ field, rule: code, detail });
	}
}
