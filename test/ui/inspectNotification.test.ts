import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signNotification } from '../../src/agora/notifications/signature';
import { openWorkbench, type WorkbenchContext } from './openWorkbench';
import type { VsCode } from './workbench/vsCode';
import type { Workbench } from './workbench/workbench';
import { collectWrittenText } from './writtenText';

const TITLE = 'Inspect Notification';
const SECRET = 'planted-notification-secret';
const TOKEN = '007planted-token';
const BODY = JSON.stringify({
	...{ noticeId: 'notice-1', productId: 4, eventType: 1, notifyMs: 1_611_566_412_672 },
	payload: {
		lts: 'soon',
		player: { channelName: 'class32', id: 'player-1', name: 'lesson_1', uid: 101, token: TOKEN },
	},
});

describe('a notification from a log', () => {
	let vsCode: VsCode;
	let workbench: Workbench;
	let closeWorkbench: WorkbenchContext['close'] | undefined;

	beforeAll(async () => {
		({
			vsCode,
			workbench,
			close: closeWorkbench,
		} = await openWorkbench({
			beforeOpen: async (_sandbox, workspace) => {
				const { sha256 } = signNotification(Buffer.from(BODY), SECRET);
				const request = `POST /ncs HTTP/1.1\nAgora-Signature-V2: ${sha256}\n\n${BODY}`;
				await writeFile(join(workspace, 'request.http'), request);
			},
		}));
	});

	afterAll(() => closeWorkbench?.());

	const inspectSelection = async () => {
		await workbench.runCommand('Agora: Inspect Notification…');
		await workbench.quickInput.waitForTitle(`${TITLE} (1/2)`);
		await workbench.quickInput.pick('Selected Text');
		await workbench.quickInput.waitForTitle(TITLE);
		return await workbench.quickInput.rows();
	};

	it('is explained by keyboard: its event, its signature and what is malformed', async () => {
		await workbench.openFile('request.http');
		await workbench.editor.click('POST');
		await workbench.editor.press('Control+A');
		const rows = await inspectSelection();
		expect(rows.slice(0, 3)).toMatchObject([
			{ label: 'Event', description: 'lesson_1 was created' },
			{ label: 'Signature', description: 'no secret stored' },
			{
				label: 'Malformed fields',
				description: 'payload.lts should be a Unix time in milliseconds, but is a text',
			},
		]);
	});

	it('is verified once its secret is stored', async () => {
		const { quickInput } = workbench;
		await quickInput.press('Set Secret…');
		await quickInput.pick('Watch Party');
		await quickInput.pick('Media Pull');
		await quickInput.waitForTitle('Set Notification Secret (3/3)');
		await quickInput.enter(SECRET);
		await workbench.page.getByText('Notification secret stored').first().waitFor();
		const rows = await inspectSelection();
		expect(rows[1]).toMatchObject({
			label: 'Signature',
			description: 'Agora-Signature-V2 fits the secret of Media Pull of “Watch Party”',
		});
	});

	it('is opened as JSON without its token', async () => {
		await workbench.quickInput.press('Show as JSON');
		await expect.poll(() => workbench.editors()).toContain('lesson_1 was created');
		await expect.poll(() => workbench.editor.text()).toContain('"noticeId": "notice-1"');
		expect(await workbench.editor.text()).not.toContain(TOKEN);
	});

	it('leaves neither its token nor its secret anywhere', async () => {
		await workbench.runCommand('View: Close All Editors');
		const written = await collectWrittenText(workbench, vsCode);
		expect(written.size).toBeGreaterThan(5);
		for (const [place, text] of written) {
			expect(text.includes(TOKEN) || text.includes(SECRET), `a secret in ${place}`).toBe(false);
		}
	});
});
