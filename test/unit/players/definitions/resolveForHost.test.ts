import { describe, expect, it } from 'vitest';
import { FileTemplate, readDefinitionText } from '../../../../src/players/definitions/definitionText';
import {
	type HostVariableSource,
	knownHost,
	resolveForHost,
	targetHost,
} from '../../../../src/players/definitions/resolveForHost';
import { openDefinition } from '../../../../src/players/definitions/resolveTemplate';

describe('the host that an address leads to', () => {
	it.each([
		['rtmp://Example.com/live/key', 'example.com'],
		['rtmp://example.com:1935/live', 'example.com'],
		['rtmp://example.com:1936/live', 'example.com:1936'],
		['https://example.com:443/a', 'example.com'],
		['http://example.com:443/a', 'example.com:443'],
		['rtmp://user:pw@example.com/live', 'example.com'],
		['https://[::1]:8080/a', '[::1]:8080'],
		// Readers of addresses may disagree: both are named.
		['rtmp://evil.example:1/x@example.com/live', 'evil.example:1 / example.com'],
		['https://example.com\\@evil.example/a', 'example.com / evil.example'],
		['https://bücher.example/a', 'xn--bcher-kva.example / bücher.example'],
		['https://exam\nple.com/a', 'example.com'],
		['https://good.example\n@evil.example/a', 'evil.example'],
		['no address', undefined],
		['', undefined],
	])('%s: %s', (address, expected) => {
		expect(targetHost(address)).toBe(expected);
	});

	it('is named with the address that Agora connects to instead', () => {
		expect(targetHost('rtmp://example.com/live', '203.0.113.7')).toBe('example.com (203.0.113.7)');
	});
});

/** Notes in which order everything is asked. */
function asking(answers: Readonly<Record<string, string>>, goOn = true) {
	const asked: string[] = [];
	const answer = async (key: string) => {
		asked.push(key);
		return answers[key];
	};
	const source: HostVariableSource = {
		env: (name) => answers[`env:${name}`],
		input: (label) => answer(`input:${label}`),
		secret: (name, host) => answer(`secret:${name} for ${host}`),
		hostSecret: async (name, hostWith) => {
			const value = await answer(`secret:${name}`);
			if (value !== undefined) {
				asked.push(`leads to ${hostWith(value)}`);
			}
			return value;
		},
	};
	const run = async (definition: object) =>
		await resolveForHost(
			openDefinition(new FileTemplate(readDefinitionText(JSON.stringify(definition)))),
			source,
			async ({ host, region, project }) => {
				asked.push(`confirm ${host} ${String(region)} ${String(project)}`);
				return goOn;
			},
		);
	return { asked, run };
}

describe('a definition with variables', () => {
	const answers = {
		'env:APP': 'Class',
		'env:HOST': 'example.com',
		'input:Region': 'eu',
		'input:Host': 'example.com',
		'input:Key': 'k',
		'secret:login for example.com': 'user:pw',
		'secret:key for example.com': 'kk',
		'secret:url': 'rtmp://example.com/live/planted',
	};

	it('is confirmed with where it goes before anything else is asked', async () => {
		const { asked, run } = asking(answers);
		const resolved = await run({
			region: '${input:Region}',
			project: '${env:APP}',
			player: {
				streamUrl: 'rtmp://${secret:login}@${env:HOST}/live/${input:Key}',
				encryptKey: '${secret:key}',
				token: '${secret:key}',
			},
		});
		expect(asked).toEqual([
			'input:Region',
			'confirm example.com eu Class',
			'secret:login for example.com',
			'input:Key',
			'secret:key for example.com',
		]);
		expect(resolved).toMatchObject({
			host: 'example.com',
			value: { player: { streamUrl: 'rtmp://user:pw@example.com/live/k', token: 'kk' } },
		});
	});

	it('asks nothing more where that is refused', async () => {
		const { asked, run } = asking(answers, false);
		const player = { streamUrl: 'rtmp://example.com/${secret:key}', token: '${input:Key}' };
		expect(await run({ region: 'na', player })).toBeUndefined();
		expect(asked).toEqual(['confirm example.com na undefined']);
	});

	it('asks first for what its host depends on, and once', async () => {
		const { asked, run } = asking(answers);
		await run({ region: 'na', player: { streamUrl: 'https://${input:Host}/${input:Host}' } });
		expect(asked).toEqual(['input:Host', 'confirm example.com na undefined']);
		const whole = asking(answers);
		await whole.run({ region: 'na', player: { streamUrl: '${secret:url}' } });
		expect(whole.asked).toEqual(['secret:url', 'leads to example.com', 'confirm example.com na undefined']);
	});

	it('is not sent where its values lead elsewhere than was confirmed', async () => {
		const values = { 'secret:login for example.com': 'evil.example/x' };
		const { run } = asking(values);
		const streamUrl = 'rtmp://${secret:login}@example.com/live';
		expect(await run({ region: 'na', player: { streamUrl } })).toEqual({ otherHost: 'evil.example' });
	});

	it('tells of what the environment lacks before anything is asked', async () => {
		const { asked, run } = asking({});
		const player = { streamUrl: '${input:Host}', name: '${env:NONE}' };
		expect(await run({ region: 'na', player })).toEqual({
			missing: [{ path: ['player', 'name'], name: 'NONE' }],
		});
		expect(asked).toEqual([]);
	});

	it('has a host that is known without asking, or none', () => {
		const host = (player: object) =>
			knownHost(openDefinition(new FileTemplate(readDefinitionText(JSON.stringify({ player })))), (name) =>
				name === 'HOST' ? 'example.com' : undefined,
			);
		expect(host({ streamUrl: 'rtmp://u:p@${env:HOST}/live/${secret:key}' })).toBe('example.com');
		expect(host({ streamUrl: 'rtmp://${input:Host}/live' })).toBe('');
		expect(host({ streamUrl: '${secret:url}' })).toBe('');
		expect(host({})).toBe('');
	});
});
