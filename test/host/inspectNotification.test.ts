import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, env, Selection, window, workspace } from 'vscode';
import { readNotification } from '../../src/agora/notifications/event';
import { signNotification } from '../../src/agora/notifications/signature';
import { runNotificationCommand } from '../../src/notifications/commands/notificationCommands';
import {
	channelNotice,
	type NotificationContext,
	openNotificationContext,
	playerNotice,
} from './context/notificationContext';
import { DialogDriver, type ShownDialog, type UserAction } from './dialogDriver';

const SECRET = 'planted-notification-secret';
const BODY = JSON.stringify(playerNotice(4, {}, { status: 'running' }));
const SIGNED = signNotification(Buffer.from(BODY), SECRET);
const REQUEST = [
	'POST /ncs HTTP/1.1',
	`Agora-Signature: ${SIGNED.sha1}`,
	`Agora-Signature-V2: ${SIGNED.sha256}`,
	'',
	BODY,
].join('\r\n');

describe('agora.notification.inspect', () => {
	let context: NotificationContext;
	let folder: string;
	beforeEach(async () => {
		context = await openNotificationContext();
		folder = await mkdtemp(join(tmpdir(), 'agora-inspect-'));
	});
	afterEach(async () => {
		await context.close();
		await rm(folder, { recursive: true });
		await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		await commands.executeCommand('workbench.action.closeAllEditors');
	});

	const inspect = (actions: readonly UserAction[]): Promise<DialogDriver> =>
		DialogDriver.run(actions, () =>
			runNotificationCommand(
				'agora.notification.inspect',
				context.deps,
				(inAccount) => () => inAccount(context.session),
			),
		);
	const storeSecret = (productId = 4) => {
		const { appId } = context.project('Watch Party');
		return context.deps.secrets.add(context.session.accountId, { appId, productId }, SECRET);
	};
	const result = ({ shown }: DialogDriver): ShownDialog => {
		const dialog = shown.at(-1);
		ok(dialog?.kind === 'pick', JSON.stringify(shown));
		return dialog;
	};
	const inFile = async (content: string | Uint8Array): Promise<UserAction> => {
		const file = join(folder, 'body.json');
		await writeFile(file, content);
		return { open: file };
	};
	const select = async (content: string, selected: string): Promise<void> => {
		const document = await workspace.openTextDocument({ content });
		const editor = await window.showTextDocument(document);
		const start = content.indexOf(selected);
		editor.selection = new Selection(
			document.positionAt(start),
			document.positionAt(start + selected.length),
		);
	};

	it('reads the clipboard after it was chosen, and explains a whole request', async () => {
		await storeSecret();
		await env.clipboard.writeText(REQUEST);
		const dialogs = await inspect([{ pick: 'Clipboard' }]);
		deepStrictEqual(dialogs.problems, []);
		strictEqual(dialogs.shown.length, 2);
		deepStrictEqual(dialogs.shown[0]?.choices, ['$(clippy) Clipboard', '$(file) File…']);
		const { details, text } = result(dialogs);
		match(text, /Inspect Notification/);
		deepStrictEqual(details.slice(0, 2), [
			'lesson_1 is running',
			'Agora-Signature-V2 fits the secret of Media Pull of “Watch Party”',
		]);
		ok(details.includes('none is malformed or missing'));
		ok(['class32', 'player-1', 'Watch Party', 'notice 4'].every((value) => details.includes(value)));
		doesNotMatch(dialogs.text, new RegExp(SECRET));
	});

	it('reads the selected text, and asks for the signature', async () => {
		await storeSecret();
		await select(`received ${BODY} from Agora`, BODY);
		const dialogs = await inspect([{ pick: 'Selected Text' }, { type: SIGNED.sha1 }]);
		deepStrictEqual(dialogs.problems, []);
		match(result(dialogs).details[1] ?? '', /^Agora-Signature fits the secret of Media Pull/);
		const without = await inspect([{ pick: 'Selected Text' }, { type: '' }]);
		deepStrictEqual(result(without).details.slice(1, 3), [
			'cannot be checked',
			'There is no Agora-Signature-V2 and no Agora-Signature to check.',
		]);
		const refused = await inspect([{ pick: 'Selected Text' }, { type: 'abc' }]);
		match(refused.text, /A signature has 64 or 40 hexadecimal digits/);
	});

	it('reads the bytes of a file, and says that they were changed', async () => {
		await storeSecret();
		const unchanged = await inspect([{ pick: 'File' }, await inFile(BODY), { type: SIGNED.sha256 }]);
		deepStrictEqual(unchanged.problems, []);
		match(result(unchanged).choices[1] ?? '', /\$\(verified\) Signature/);
		const formatted = JSON.stringify(JSON.parse(BODY), undefined, 2);
		const changed = await inspect([{ pick: 'File' }, await inFile(formatted), { type: SIGNED.sha256 }]);
		match(result(changed).choices[1] ?? '', /\$\(warning\) Signature/);
		match(result(changed).text + result(changed).details.join('\n'), /parsed and serialized again/);
	});

	it('says that the secret is of another product, or that none is stored or fits', async () => {
		const unknown = await inspect([{ pick: 'File' }, await inFile(REQUEST)]);
		strictEqual(result(unknown).details[1], 'no secret stored');
		await storeSecret(1);
		const other = await inspect([{ pick: 'File' }, await inFile(REQUEST)]);
		match(
			result(other).details.join('\n'),
			/RTC Channels of “Watch Party”\nThe notification is of Media Pull/,
		);
		await storeSecret();
		const altered = await inspect([{ pick: 'File' }, await inFile(REQUEST.replace('"running"', '"failed"'))]);
		match(
			result(altered).details.join('\n'),
			/lesson_1 failed\nsignature invalid\nCheck that the bytes are unchanged/,
		);
	});

	it('names malformed fields, also of what is not a notification', async () => {
		const { payload, ...rest } = channelNotice(103);
		const malformed = { ...rest, payload: { ...(payload as object), uid: 'x', clientSeq: 'y' } };
		const dialogs = await inspect([{ pick: 'File' }, await inFile(JSON.stringify(malformed)), { type: '' }]);
		const { choices, details } = result(dialogs);
		ok(choices.includes('$(warning) Malformed fields'));
		ok(details.includes('payload.uid should be a uid (0 to 4294967295), but is a text'), details.join('\n'));
		const noJson = await inspect([
			{ pick: 'File' },
			await inFile(new Uint8Array([0xff, 0x7b])),
			{ type: '' },
		]);
		ok(result(noJson).details.includes('the body is not UTF-8'));
		match((await inspect([{ pick: 'File' }, await inFile('')])).text, /There is no text to inspect/);
		const large = await inspect([{ pick: 'File' }, await inFile(new Uint8Array(1024 * 1024 + 1))]);
		match(large.text, /larger than 1 MB/);
	});

	it('never shows the token, and copies a line', async () => {
		const created = JSON.stringify(playerNotice(1, {}, { token: '007planted-token' }));
		await env.clipboard.writeText(created);
		const dialogs = await inspect([{ pick: 'Clipboard' }, { type: '' }, { pick: 'Player ID' }]);
		deepStrictEqual(dialogs.problems, []);
		doesNotMatch(dialogs.text, /planted-token/);
		strictEqual(await env.clipboard.readText(), 'player-1');
	});

	it('goes back to the question for the text, and ends when it is cancelled', async () => {
		await env.clipboard.writeText(REQUEST);
		const { shown } = await inspect([{ pick: 'Clipboard' }, 'back']);
		deepStrictEqual(
			shown.map(({ choices }) => choices.length > 2),
			[false, true, false],
		);
		strictEqual((await inspect([{ pick: 'File' }])).shown.length, 2);
		strictEqual((await inspect([])).shown.length, 1);
	});

	it('opens the JSON without the token', async () => {
		const body = Buffer.from(JSON.stringify(playerNotice(1, {}, { token: '007planted-token' })));
		await context.deps.documents.showBody(readNotification(body), body);
		const { document } = window.activeTextEditor ?? {};
		strictEqual(document?.languageId, 'json');
		match(document?.uri.path ?? '', /lesson_1 was created\.json$/);
		match(document?.getText() ?? '', /"eventType": 1/);
		doesNotMatch(document?.getText() ?? '', /planted-token/);
	});
});
