import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import type { Workbench } from './workbench/workbench';

/** Answers a step of a quick input; undefined accepts what it shows. */
type Answer = (() => Promise<void>) | undefined;

const WAIT_MS = 30_000;

export const PICTURES_TIMEOUT_MS = 15 * 60_000;
export const PICTURE_SIZE = { width: 1280, height: 860 };

/** The themes and languages of which pictures are taken. */
export const APPEARANCES = [
	['dark', undefined],
	['light', undefined],
	['highContrastDark', undefined],
	['highContrastLight', undefined],
	['dark', 'zh-cn'],
] as const;

/** Creates a folder for the pictures of a file, and prints it at the end. Returns a function that returns the path of a picture in it. */
export function picturesFolder(): (name: string) => string {
	let folder = '';
	beforeAll(async () => {
		folder = await mkdtemp(path.join(tmpdir(), 'console-for-agora-pictures-'));
	});
	afterAll(() => {
		process.stdout.write(`The pictures are in ${folder}\n`);
	});
	return (name) => path.join(folder, `${name}.png`);
}

/** Takes pictures of a window. A screen that cannot be shown is noted and does not keep the others from being taken. */
export class Pictures {
	readonly workbench: Workbench;
	/** The screens that could not be shown, with the reasons. */
	readonly failures: string[] = [];
	readonly #pathOf: (screen: string) => string;

	constructor(workbench: Workbench, pathOf: (screen: string) => string) {
		this.workbench = workbench;
		this.#pathOf = pathOf;
	}

	/** Takes a picture of the window as it is. */
	async take(screen: string): Promise<void> {
		await this.workbench.page.screenshot({
			path: this.#pathOf(screen),
			animations: 'disabled',
			caret: 'hide',
		});
	}

	/** Shows a screen, takes its picture, and closes menus, inputs and dialogs. */
	async screen(name: string, show: () => Promise<unknown>): Promise<void> {
		try {
			await show();
			await this.take(name);
		} catch (error) {
			this.failures.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
			await this.take(`${name}-failed`);
		} finally {
			await this.workbench.closeOverlays();
		}
	}

	/** Waits for a condition. `expect.poll` does not work in tests that run concurrently. */
	async until(condition: () => Promise<boolean>): Promise<void> {
		await vi.waitUntil(condition, { timeout: WAIT_MS, interval: 100 });
	}

	/** Runs a command of VS Code between two screens. */
	async tidy(command: string): Promise<void> {
		try {
			await this.workbench.runCommand(command);
		} catch {
			this.failures.push(command);
		}
	}

	/**
	 * Takes a picture of each step of an open quick input with steps.
	 *
	 * @param answers of the steps; the last step is left open where it has none
	 */
	async steps(name: string, answers: readonly Answer[] = []): Promise<void> {
		const { quickInput } = this.workbench;
		for (let isLast = false; !isLast; ) {
			const title = await quickInput.title();
			const [, number = '1', total = number] = /(\d+)\D(\d+)/.exec(title) ?? [];
			await this.take(`${name}-${number}`);
			isLast = number === total;
			const answer = answers[Number(number) - 1];
			if (answer) {
				await answer();
			} else if (!isLast) {
				await quickInput.accept();
			}
			if (!isLast) {
				await this.until(async () => (await quickInput.title()) !== title);
			}
		}
	}
}
