import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { shareWorkbench } from './openWorkbench';
import { requirePlayer } from './sandboxState';
import type { Workbench } from './workbench/workbench';

const ITEM = 'agora.status.players';

describe('the state of cloud players', () => {
	let sandbox: Sandbox;
	let workbench: Workbench;

	shareWorkbench(
		{
			sandboxOptions: { seed: 'empty' },
			beforeOpen: async ({ state }) => {
				const { appId } = state.addProject({ name: 'Classroom Live' });
				for (const [at, name] of ['stage', 'screen', 'choir', 'lobby'].entries()) {
					state.addPlayer({ appId, name, createdAt: Date.now() - 600_000 + at * 5000 });
				}
			},
			window: { settings: { 'agora.players.refreshSeconds': 5 } },
		},
		async (opened) => {
			({ sandbox, workbench } = opened);
			await expect.poll(() => description('stage')).toContain('running');
			await expect.poll(() => workbench.statusBar.text(ITEM)).toBe('4 running');
		},
	);

	function description(label: string): Promise<string | undefined> {
		return workbench.view('Cloud Players').description(label);
	}

	it('shows a player as perhaps moving while the list does not contain it', async () => {
		const { id, appId } = requirePlayer(sandbox, 'screen');
		sandbox.state.removePlayer(id);
		await expect.poll(() => description('screen')).toContain('perhaps moving');
		expect(await workbench.view('Cloud Players').tooltip('screen')).toMatch(
			/may be moving to another server, which can take up to 4 minutes.*Last listed/s,
		);
		await expect.poll(() => workbench.statusBar.text(ITEM)).toBe('3 running');
		expect(await workbench.notifications.messages()).toEqual([]);
		sandbox.state.addPlayer({ id, appId, name: 'screen', createdAt: Date.now() - 600_000 });
		await expect.poll(() => description('screen')).toContain('running');
	});

	it('shows failed players in one message that can be turned off, and in the status bar', async () => {
		const { statusBar, notifications } = workbench;
		expect(await statusBar.hasWarningColor(ITEM)).toBe(false);

		requirePlayer(sandbox, 'stage').heldStatus = 'failed';
		requirePlayer(sandbox, 'choir').heldStatus = 'failed';
		expect(await notifications.message(/failed/)).toBe('2 cloud players failed: stage, choir.');
		expect(await notifications.messages()).toHaveLength(1);
		expect(await notifications.buttons(/failed/)).toEqual(['Restart…', 'Show', 'Don’t Show Again']);
		expect(await description('stage')).toContain('failed');
		await expect.poll(() => statusBar.text(ITEM)).toBe('2 running · 2 failed');
		await expect.poll(() => statusBar.hasWarningColor(ITEM)).toBe(true);
		expect(await statusBar.tooltip(ITEM)).toMatch(/^stage — failed/);

		await notifications.press(/failed/, 'Don’t Show Again');
		await workbench.runCommand('Preferences: Open User Settings (JSON)');
		await workbench.page.locator('.view-lines').getByText('agora.players.notifyOnFailure').waitFor();
	});
});
