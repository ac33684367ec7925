import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/ui/commandIds';

const ROOT = path.resolve(import.meta.dirname, '../..');
const manifestText = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText);
const nls: Record<string, string> = JSON.parse(readFileSync(path.join(ROOT, 'package.nls.json'), 'utf8'));

interface MenuEntry {
	readonly command?: string;
	readonly submenu?: string;
	readonly when?: string;
	readonly group: string;
}

interface RowAction {
	readonly command: string;
	readonly when: string;
	readonly group: string;
}

const rowMenu: readonly MenuEntry[] = manifest.contributes.menus['view/item/context'];

const ONE_ROW = ' && !listMultiSelection';

/** The entries of the rows' context menus, with those of submenus where both apply. */
const rowActions: readonly RowAction[] = rowMenu.flatMap(({ command, submenu, when = '', group }) =>
	submenu === undefined
		? [{ command: command ?? '', when, group }]
		: submenuEntries(submenu).map((entry) => ({
				command: entry.command ?? '',
				when: entry.when
					? `view == agora.projects && ${entry.when}${when.includes(ONE_ROW) ? ONE_ROW : ''}`
					: when,
				group,
			})),
);

function submenuEntries(id: string): readonly MenuEntry[] {
	return manifest.contributes.menus[id];
}

/** The menu of a row with this context value, in its order; submenus by their ids. */
function menuOf(view: string, contextValue: string): string[] {
	return rowMenu
		.filter(({ when = '', group }) => {
			const [, inView, pattern] = /^view == (\S+) && viewItem =~ \/(.+?)\/(?= |$)/.exec(when) ?? [];
			return (
				!group.startsWith('inline') &&
				inView === view &&
				pattern !== undefined &&
				new RegExp(pattern).test(contextValue)
			);
		})
		.map((entry) => ({ id: entry.command ?? entry.submenu ?? '', order: entry.group }))
		.sort((a, b) => (a.order < b.order ? -1 : 1))
		.map(({ id }) => id);
}

interface Setting {
	readonly scope?: string;
	readonly order?: number;
	readonly enum?: readonly string[];
	readonly enumItemLabels?: readonly string[];
	readonly enumDescriptions?: readonly string[];
}

const sections: readonly {
	readonly order: number;
	readonly properties: Readonly<Record<string, Setting>>;
}[] = manifest.contributes.configuration;
const settings = sections.flatMap(({ properties }) => Object.entries(properties));

/** What is offered on a row with this context value, by its id. */
function offeredOn(view: string, contextValue: string): string[] {
	const offered = rowActions.filter(({ when }) => {
		const [, inView, pattern] = /^view == (\S+) && viewItem =~ \/(.+?)\/(?= |$)/.exec(when) ?? [];
		return inView === view && pattern !== undefined && new RegExp(pattern).test(contextValue);
	});
	return [...new Set(offered.map(({ command }) => command))].sort();
}

describe('package.json', () => {
	it('contributes exactly the commands the extension registers', () => {
		const contributed = manifest.contributes.commands.map(({ command }: { command: string }) => command);
		expect([...contributed].sort()).toEqual([...COMMANDS].sort());
	});

	it('puts only contributed commands into menus and welcome texts', () => {
		const inMenus = Object.values<{ command?: string }[]>(manifest.contributes.menus)
			.flat()
			.flatMap(({ command }) => command ?? []);
		const inTexts = Object.values(nls).flatMap((text) =>
			[...text.matchAll(/command:([\w.]+)/g)].map(([, command]) => command),
		);
		// VS Code contributes a command for every view that focuses it.
		const focus = Object.values<{ id: string }[]>(manifest.contributes.views)
			.flat()
			.map(({ id }) => `${id}.focus`);
		const known: readonly string[] = [...COMMANDS, ...focus];
		const unknown = [...inMenus, ...inTexts].filter((id) => id !== undefined && !known.includes(id));
		expect(unknown).toEqual([]);
	});

	it('has a text for every key, and no unused text', () => {
		const named = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
		expect([...new Set(named)].sort()).toEqual(Object.keys(nls).sort());
	});

	it('declares no setting that a workspace can change', () => {
		const reachable = settings.filter(([, { scope }]) => scope !== 'application' && scope !== 'machine');
		expect(reachable).toEqual([]);
	});

	it('orders the sections of the settings and the settings of each', () => {
		expect(sections.map(({ order }) => order)).toEqual(sections.map((_, at) => at + 1));
		for (const { properties } of sections) {
			const orders = Object.values(properties).map(({ order }) => order);
			expect(orders).toEqual(orders.map((_, at) => at + 1));
		}
	});

	it('has a title and a description for every value of a setting', () => {
		const enums = settings.filter(([, setting]) => setting.enum);
		expect(enums.length).toBeGreaterThan(1);
		for (const [, setting] of enums) {
			expect(setting.enumItemLabels).toHaveLength(setting.enum?.length ?? 0);
			expect(setting.enumDescriptions).toHaveLength(setting.enum?.length ?? 0);
		}
	});

	it('offers the actions that a player’s state allows', () => {
		const always = ['copyId', 'restart', 'saveDefinition', 'show'];
		const alive = [...always, 'delete', 'setVolume', 'showChannel', 'switchSource'];
		const offered = (condition: string) => offeredOn('agora.players', `player;${condition}`);
		const ids = (names: readonly string[]) => names.map((name) => `agora.player.${name}`).sort();
		expect(offered('gone')).toEqual(ids(always));
		expect(offered('failed')).toEqual(ids(alive));
		expect(offered('running')).toEqual(ids([...alive, 'pause']));
		expect(offered('paused')).toEqual(ids([...alive, 'resume']));
		expect(offered('running;live')).toEqual(ids([...alive, 'pause']));
		expect(offered('running;onDemand')).toEqual(ids([...alive, 'pause', 'seek', 'setSpeed']));
		expect(offered('gone;onDemand')).toEqual(ids(always));
		expect(offered('perhapsPaused')).toEqual(ids([...alive, 'pause', 'resume']));
	});

	it('explains join failures on rows of channels, of users and of players that are not in their channels', () => {
		const isOffered = (view: string, contextValue: string) =>
			offeredOn(view, contextValue).includes('agora.channel.explainJoinFailure');
		expect(isOffered('agora.players', 'player;running;live')).toBe(false);
		expect(isOffered('agora.players', 'player;running;live;notInChannel')).toBe(true);
		expect(isOffered('agora.channels', 'channel')).toBe(true);
		expect(isOffered('agora.channels', 'channelUser.player')).toBe(true);
		expect(isOffered('agora.channels', 'bans')).toBe(false);
	});

	it('offers the actions that a project’s state allows', () => {
		const offered = (state: string) => offeredOn('agora.projects', `project;${state}`);
		const differing = [
			'agora.certificate.copy',
			'agora.certificate.disable',
			'agora.certificate.enable',
			'agora.player.create',
			'agora.project.disable',
			'agora.project.enable',
			'agora.project.pin',
			'agora.project.setActive',
			'agora.project.unpin',
			'agora.token.generate',
		];
		const some = (state: string) => offered(state).filter((id) => differing.includes(id));
		expect(some('enabled;certificate;inactive;unpinned')).toEqual([
			'agora.certificate.copy',
			'agora.certificate.disable',
			'agora.player.create',
			'agora.project.disable',
			'agora.project.pin',
			'agora.project.setActive',
			'agora.token.generate',
		]);
		expect(some('enabled;unknownCertificate;active;pinned')).toEqual([
			'agora.certificate.disable',
			'agora.certificate.enable',
			'agora.player.create',
			'agora.project.disable',
			'agora.project.unpin',
		]);
		expect(some('disabled;noCertificate;active;pinned')).toEqual([
			'agora.certificate.enable',
			'agora.project.enable',
			'agora.project.unpin',
		]);
	});

	it('offers for several selected rows the actions that apply to all of them', () => {
		const several = rowActions
			.filter(({ group, when }) => !group.startsWith('inline') && !when.includes('!listMultiSelection'))
			.map(({ command }) => command);
		expect([...new Set(several)].sort()).toEqual([
			'agora.ban.lift',
			'agora.channel.banUser',
			'agora.channel.copyName',
			'agora.channel.disband',
			'agora.channel.kickUser',
			'agora.player.copyId',
			'agora.player.delete',
			'agora.player.pause',
			'agora.player.restart',
			'agora.player.resume',
			'agora.project.copyAppId',
			'agora.project.copyId',
			'agora.project.disable',
			'agora.project.enable',
			'agora.project.pin',
			'agora.project.unpin',
		]);
	});

	it('orders the menu of a row by how often an entry is used, with rare and dangerous entries last', () => {
		const groups = rowActions.map(({ group }) => group.split('@')[0]);
		expect([...new Set(groups)].sort()).toEqual([
			...['1_open', '2_copy', '3_edit', '4_rare', '9_danger', 'inline'],
		]);
		expect(menuOf('agora.projects', 'project;enabled;certificate;inactive;unpinned')).toEqual([
			'agora.project.setActive',
			'agora.project.writeEnv',
			'agora.token.generate',
			'agora.usage.show',
			'agora.player.create',
			'agora.project.copy',
			'agora.project.certificate',
			'agora.project.pin',
			'agora.project.show',
			'agora.project.openConsole',
			'agora.project.setRecordingServer',
			'agora.project.disable',
		]);
		expect(menuOf('agora.players', 'player;running;onDemand')).toEqual([
			'agora.player.pause',
			'agora.player.show',
			'agora.player.switchSource',
			'agora.player.seek',
			'agora.player.setVolume',
			'agora.player.setSpeed',
			'agora.player.showChannel',
			'agora.player.copyId',
			'agora.player.saveDefinition',
			'agora.player.restart',
			'agora.player.delete',
		]);
		expect(menuOf('agora.channels', 'channel')).toEqual([
			'agora.channel.createPlayer',
			'agora.channel.generateToken',
			'agora.channel.explainJoinFailure',
			'agora.channel.copyName',
			'agora.channel.banUser',
			'agora.channel.disband',
		]);
		expect(menuOf('agora.channels', 'channelUser.player')).toEqual([
			'agora.channel.showPlayer',
			'agora.channel.explainJoinFailure',
			'agora.channel.kickUser',
			'agora.channel.banUser',
		]);
		expect(menuOf('agora.channels', 'ban')).toEqual(['agora.ban.changeDuration', 'agora.ban.lift']);
	});

	it('offers to create a cloud player from a file only where a definition is open', () => {
		const palette: readonly MenuEntry[] = manifest.contributes.menus.commandPalette;
		const { when } = palette.find(({ command }) => command === 'agora.player.createFromFile') ?? {};
		const pattern = /^resourceFilename =~ \/(.+)\/$/.exec(when ?? '')?.[1] ?? '';
		const isOffered = (name: string) => new RegExp(pattern).test(name);
		expect(['a.agora-player.json', 'a.agora-player.jsonc', 'a.json'].map(isOffered)).toEqual([
			true,
			true,
			false,
		]);
	});

	it('binds Enter and Delete only in rows of the views, where nothing is typed', () => {
		const bound: readonly (MenuEntry & { key: string; args: unknown })[] = manifest.contributes.keybindings;
		expect(bound.map(({ key, command }) => `${key} ${command}`)).toEqual([
			'enter agora.player.show',
			'delete agora.player.delete',
			'enter agora.project.show',
		]);
		for (const { when = '', args } of bound) {
			expect(when).toMatch(/^focusedView == agora\.(players|projects) && listFocus && !inputFocus/);
			expect(args).toBe('focusedRow');
		}
	});

	it('has the fields that the Marketplace requires', () => {
		expect(manifest).toMatchObject({ pricing: 'Free', qna: 'marketplace', license: 'MIT' });
		expect(manifest.keywords.length).toBeLessThanOrEqual(30);
		expect(new Set(manifest.keywords).size).toBe(manifest.keywords.length);
		expect(existsSync(path.join(ROOT, manifest.icon))).toBe(true);
	});

	it('uses in when clauses the context keys that the extension sets', () => {
		const setter = readFileSync(path.join(ROOT, 'src/ui/commands.ts'), 'utf8');
		const clauses = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]+)"/g)].map(
			([, clause]) => clause,
		);
		const keys = clauses.join(' ').match(/(?<!== )agora\.[\w.]+/g) ?? [];
		expect(keys.length).toBeGreaterThan(0);
		expect([...new Set(keys)].filter((key) => !setter.includes(`'${key}'`))).toEqual([]);
	});
});
