import { describe, expect, it } from 'vitest';
import { PictureRequests } from '../../../../src/usage/panel/pictureRequests';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

function asked(): { readonly pictures: PictureRequests; readonly ids: number[] } {
	const ids: number[] = [];
	return { pictures: new PictureRequests((id) => ids.push(id)), ids };
}

describe('PictureRequests', () => {
	it('gives each the picture that answers it', async () => {
		const { pictures, ids } = asked();
		const [first, second] = [pictures.ask(), pictures.ask()];
		pictures.answer(ids[1] ?? 0, undefined);
		pictures.answer(ids[0] ?? 0, png);
		expect(await first).toBe(png);
		expect(await second).toBeUndefined();
	});

	it('takes nothing for a picture that is no PNG', async () => {
		const { pictures, ids } = asked();
		const answer = pictures.ask();
		pictures.answer(ids[0] ?? 0, new TextEncoder().encode('<svg onload="alert(1)"/>'));
		expect(await answer).toBeUndefined();
	});

	it('ignores answers that nobody asked for', async () => {
		const { pictures, ids } = asked();
		const answer = pictures.ask();
		pictures.answer(99, png);
		pictures.answer(ids[0] ?? 0, png);
		pictures.answer(ids[0] ?? 0, undefined);
		expect(await answer).toBe(png);
	});

	it('leaves nobody waiting for a webview that is gone', async () => {
		const { pictures } = asked();
		const answer = pictures.ask();
		pictures.dispose();
		expect(await answer).toBeUndefined();
	});
});
