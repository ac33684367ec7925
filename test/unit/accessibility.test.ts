import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface MenuEntry {
	readonly command: string;
	readonly when?: string;
	readonly group?: string;
}

const { contributes }: { contributes: Contributions } = JSON.parse(
	readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
);
interface Contributions {
	readonly commands: readonly { readonly command: string; readonly icon?: string }[];
	readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
	readonly keybindings?: readonly { readonly when?: string }[];
	readonly walkthroughs: readonly {
		readonly steps: readonly { readonly id: string; readonly media: { readonly altText?: string } }[];
	}[];
}

const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => ({ file, text: readFileSync(path.join(ROOT, 'src', file), 'utf8') }));

/**
 * The files that contain `holds` but not all of `needed`. Searches the source, because the types of VS Code make the name and the
 * accessible text optional.
 */
function lacking(holds: string, ...needed: readonly string[]): { file: string; missing: string[] }[] {
	const holding = sources.filter(({ text }) => text.includes(holds));
	expect(holding.length).toBeGreaterThan(1);
	return holding
		.map(({ file, text }) => ({ file, missing: needed.filter((each) => !text.includes(each)) }))
		.filter(({ missing }) => missing.length > 0);
}

describe('with a screen reader', () => {
	it('every row has an accessible text', () => {
		expect(lacking('new vscode.TreeItem(', '.accessibilityInformation =')).toEqual([]);
	});

	it('every item of the status bar has a name and an accessible text', () => {
		expect(lacking('createStatusBarItem(', '#item.name =', '#item.accessibilityInformation =')).toEqual([]);
	});

	it('every picture of the walkthrough has an alternative text', () => {
		const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
		expect(steps.length).toBeGreaterThan(3);
		expect(steps.filter(({ media }) => !media.altText)).toEqual([]);
	});
});

describe('with the keyboard', () => {
	const { commandPalette = [], 'view/item/context': rowMenu = [] } = contributes.menus;

	it('every action of a row icon is also in the palette or in the row’s menu', () => {
		const icons = rowMenu.filter(({ group }) => group?.startsWith('inline'));
		const outOfPalette = commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
		const inMenu = rowMenu.filter(({ group }) => !group?.startsWith('inline')).map(({ command }) => command);
		expect(icons.length).toBeGreaterThan(3);
		const pointedOnly = icons.filter(
			({ command }) => outOfPalette.includes(command) && !inMenu.includes(command),
		);
		expect(pointedOnly).toEqual([]);
	});

	it('the extension binds keys only in the rows of its own views, so that none of the user’s bindings changes', () => {
		const elsewhere = (contributes.keybindings ?? []).filter(
			({ when = '' }) => !/^focusedView == agora\.\w+ && listFocus && !inputFocus/.test(when),
		);
		expect(elsewhere).toEqual([]);
	});
});

describe('an icon', () => {
	it('is declared for every command that is shown as an icon only', () => {
		// In the title of a view, VS Code shows a command without an icon by its title. Retry is shown so.
		const shownAsText = ['agora.projects.retry', 'agora.players.retry', 'agora.channels.retry'];
		const iconOnly = [
			...(contributes.menus['view/item/context'] ?? []).filter(({ group }) => group?.startsWith('inline')),
			...(contributes.menus['view/title'] ?? []).filter(({ group }) => group?.startsWith('navigation')),
		].map(({ command }) => command);
		const without = contributes.commands
			.filter(({ command, icon }) => iconOnly.includes(command) && !icon)
			.map(({ command }) => command);
		expect(without).toEqual(shownAsText);
	});
});
