import { describe, expect, it } from 'vitest';
import { FileTemplate, readDefinitionText } from '../../../../src/players/definitions/definitionText';
import { openDefinition } from '../../../../src/players/definitions/resolveDefinition';
import {
	type HostVariableSource,
	knownHost,
	resolveForHost,
	targetHost,
} from '../../../../src/players/definitions/resolveForHost';

describe('targetHost', () => {
	it.each([
		['rtmp://Example.com/live/key', 'example.com'],
		['rtmp://example.com:1935/live', 'example.com'],
		['rtmp://example.com:1936/live', 'example.com:1936'],
		['https://example.com:443/a', 'example.com'],
		['http://example.com:443/a', 'example.com:443'],
		['rtmp://user:pw@example.com/live', 'example.com'],
		['https://[::1]:8080/a', '[::1]:8080'],
		// URL parsers may disagree: both hosts are returned.
		['rtmp://evil.example:1/x@example.com/live', 'evil.example:1 / example.com'],
		['https://example.com\\@evil.example/a', 'example.com / evil.example'],
		['https://bücher.example/a', 'xn--bcher-kva.example / bücher.example'],
		['https://exam\nple.com/a', 'example.com'],
		['https://good.example\n@evil.example/a', 'evil.example'],
		['no address', undefined],
		['', undefined],
	])('reads %s as %s', (address, expected) => {
		expect(targetHost(address)).toBe(expected);
	});

	it('adds the address that Agora connects to instead', () => {
		expect(targetHost('rtmp://example.com/live', '203.0.113.7')).toBe('example.com (203.0.113.7)');
	});
});

/** Records the order of all questions. */
function recordQuestions(answers: Readonly<Record<string, string>>, isConfirmed = true) {
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
				return isConfirmed;
			},
		);
	return { asked, run };
}

describe('resolveForHost', () => {
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

	it('asks for a confirmation of the host before it requests anything else', async () => {
		const { asked, run } = recordQuestions(answers);
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

	it('requests nothing more if the user declines', async () => {
		const { asked, run } = recordQuestions(answers, false);
		const player = { streamUrl: 'rtmp://example.com/${secret:key}', token: '${input:Key}' };
		expect(await run({ region: 'na', player })).toBeUndefined();
		expect(asked).toEqual(['confirm example.com na undefined']);
	});

	it('first requests the variables that determine the host, each once', async () => {
		const { asked, run } = recordQuestions(answers);
		await run({ region: 'na', player: { streamUrl: 'https://${input:Host}/${input:Host}' } });
		expect(asked).toEqual(['input:Host', 'confirm example.com na undefined']);
		const wholeAddress = recordQuestions(answers);
		await wholeAddress.run({ region: 'na', player: { streamUrl: '${secret:url}' } });
		expect(wholeAddress.asked).toEqual([
			'secret:url',
			'leads to example.com',
			'confirm example.com na undefined',
		]);
	});

	it('reports values that lead to another host than the confirmed one', async () => {
		const values = { 'secret:login for example.com': 'evil.example/x' };
		const { run } = recordQuestions(values);
		const streamUrl = 'rtmp://${secret:login}@example.com/live';
		expect(await run({ region: 'na', player: { streamUrl } })).toEqual({ otherHost: 'evil.example' });
	});

	it('reports environment variables that are not set before it requests anything', async () => {
		const { asked, run } = recordQuestions({});
		const player = { streamUrl: '${input:Host}', name: '${env:NONE}' };
		expect(await run({ region: 'na', player })).toEqual({
			missing: [{ path: ['player', 'name'], name: 'NONE' }],
		});
		expect(asked).toEqual([]);
	});
});

describe('knownHost', () => {
	it('returns the host if it is known without asking the user', () => {
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
