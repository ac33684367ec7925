import { isObject } from '../../agora/parsing';
import type { CommandId } from '../../ui/commandIds';

/** The commands that links of the page may run. */
export const LINKED_COMMANDS: readonly CommandId[] = [
	'agora.player.pause',
	'agora.player.resume',
	'agora.player.restart',
	'agora.player.switchSource',
	'agora.player.saveDefinition',
	'agora.player.showChannel',
	'agora.channel.explainJoinFailure',
	'agora.player.copyId',
	'agora.player.delete',
	'agora.project.reveal',
];

/** The options of the webview. */
export const PAGE_OPTIONS = {
	enableScripts: true,
	enableFindWidget: true,
	enableCommandUris: LINKED_COMMANDS,
	localResourceRoots: [],
};

/** Identifies the player of a page. VS Code stores it over a reload. */
export interface PlayerIds {
	readonly accountId: string;
	readonly appId: string;
	readonly playerId: string;
}

/** The ids that a page stored before a reload; undefined for any other value. */
export function readIds(state: unknown): PlayerIds | undefined {
	if (!isObject(state)) {
		return undefined;
	}
	const { accountId, appId, playerId } = state;
	return typeof accountId === 'string' && typeof appId === 'string' && typeof playerId === 'string'
		? { accountId, appId, playerId }
		: undefined;
}

interface PageContent {
	readonly ids: PlayerIds;
	/** HTML that VS Code rendered from Markdown. */
	readonly body: string;
	/** New for every page; only the script and style with it are used. */
	readonly nonce: string;
	readonly language: string;
}

/**
 * The page with the details of a player. It looks like VS Code's Markdown preview, which cannot run commands from links. Later bodies
 * arrive as messages, so that the page keeps its scroll position.
 */
export function playerPage({ ids, body, nonce, language }: PageContent): string {
	const state = JSON.stringify(ids).replaceAll('<', '\\u003c');
	return `<!DOCTYPE html>
<html lang="${language}">
<head>
	<meta charset="UTF-8">
	<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
	<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
	<main>${body}</main>
	<script nonce="${nonce}">
		acquireVsCodeApi().setState(${state});
		addEventListener('message', ({ data }) => {
			document.querySelector('main').innerHTML = data;
		});
	</script>
</body>
</html>
`;
}

const STYLE = `
	body {
		padding: 0 26px 26px;
		color: var(--vscode-editor-foreground);
		background: var(--vscode-editor-background);
		font-family: var(--vscode-font-family);
		font-size: 14px;
		line-height: 1.6;
		overflow-wrap: anywhere;
	}
	main { max-width: 900px; }
	h1 { font-size: 2em; }
	h2 { font-size: 1.5em; }
	h1, h2 {
		margin: 24px 0 16px;
		padding-bottom: 0.3em;
		font-weight: 600;
		line-height: 1.25;
		border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
	}
	ul { padding-left: 2em; }
	a { color: var(--vscode-textLink-foreground); text-decoration: none; }
	a:hover { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
	a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
	code { font-family: var(--vscode-editor-font-family); font-size: 0.95em; color: var(--vscode-textPreformat-foreground); }
	pre {
		padding: 12px 16px;
		overflow: auto;
		background: var(--vscode-textCodeBlock-background);
		border: 1px solid var(--vscode-contrastBorder, transparent);
		border-radius: 3px;
	}
	pre code { color: inherit; overflow-wrap: normal; }
	blockquote {
		margin: 0;
		padding: 2px 16px;
		background: var(--vscode-textBlockQuote-background);
		border-left: 5px solid var(--vscode-textBlockQuote-border);
	}
`;
