import { describe, expect, it } from 'vitest';
import { LINKED_COMMANDS, playerPage, readIds } from '../../../../src/players/details/playerPage';

const IDS = { accountId: 'account', appId: 'app', playerId: '</script><script>alert(1)</script>' };
const page = playerPage({ ids: IDS, body: '<h1>stage</h1>', nonce: 'n-1', language: 'zh-cn' });

describe('the page with the details of a player', () => {
	it('uses only its own script and style, and reaches no network', () => {
		const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
		expect(policy).toBe("default-src 'none'; style-src 'nonce-n-1'; script-src 'nonce-n-1'");
	});

	it('stores the ids of its player, which cannot end the script', () => {
		expect(page.match(/<\/?script/g)).toHaveLength(2);
		const [, state = ''] = /setState\((.+)\);/.exec(page) ?? [];
		expect(JSON.parse(state)).toEqual(IDS);
	});

	it('is restored only from ids', () => {
		expect(readIds({ ...IDS, more: 1 })).toEqual(IDS);
		for (const state of [undefined, null, 'x', {}, { ...IDS, appId: 7 }]) {
			expect(readIds(state)).toBeUndefined();
		}
	});

	it('can run only commands of players and projects, and explain a failed join', () => {
		expect(LINKED_COMMANDS.filter((id) => !/^agora\.(player|project)\./.test(id))).toEqual([
			'agora.channel.explainJoinFailure',
		]);
	});
});
