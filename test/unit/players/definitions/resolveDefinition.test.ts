import { describe, expect, it } from 'vitest';
import { FileTemplate, readDefinitionText } from '../../../../src/players/definitions/definitionText';
import {
	type OpenDefinition,
	openDefinition,
	type Resolved,
	resolveDefinition,
	type VariableSource,
} from '../../../../src/players/definitions/resolveDefinition';

/** A source with fixed answers that records the questions. */
function answering(answers: Readonly<Record<string, string>>) {
	const asked: string[] = [];
	const answer = async (key: string) => {
		asked.push(key);
		return answers[key];
	};
	const source: VariableSource = {
		env: (name) => answers[`env:${name}`],
		secret: (name) => answer(`secret:${name}`),
		input: (label) => answer(`input:${label}`),
	};
	return { source, asked };
}

function fileWith(definition: unknown): OpenDefinition {
	return openDefinition(new FileTemplate(readDefinitionText(JSON.stringify(definition))));
}

async function resolved(template: unknown, answers: Readonly<Record<string, string>>): Promise<Resolved> {
	const result = await resolveDefinition(fileWith(template), answering(answers).source);
	if (!result || 'missing' in result) {
		throw new Error('not resolved');
	}
	return result;
}

describe('resolveDefinition', () => {
	it('converts a text to a number if the field allows one of several numbers', async () => {
		const { value } = await resolved({ player: { tempo: '${input:Speed}' } }, { 'input:Speed': '1.5' });
		expect(value).toEqual({ player: { tempo: 1.5 } });
	});

	it('converts an answer to a uid only if it is written as one', async () => {
		const template = { player: { uid: '${input:User}' } };
		expect((await resolved(template, { 'input:User': '7' })).value).toEqual({ player: { uid: 7 } });
		expect((await resolved(template, { 'input:User': '007' })).value).toEqual({ player: { uid: '007' } });
	});

	it('replaces variables with their values, converted to the type of the field', async () => {
		const { value } = await resolved(
			{
				region: '${env:REGION}',
				player: {
					uid: '${input:User}',
					account: '${input:User}',
					name: 'class_${input:User}',
					dataStreamOptions: { enable: '${input:SEI}' },
					videoOptions: { width: '${env:WIDTH}', codec: '${env:CODEC}' },
					idleTimeout: '${input:Idle}',
				},
			},
			{
				'env:REGION': 'eu',
				'input:User': '101',
				'input:SEI': 'true',
				'env:WIDTH': ' 640 ',
				'env:CODEC': 'VP9',
				'input:Idle': 'soon',
			},
		);
		expect(value).toEqual({
			region: 'eu',
			player: {
				uid: 101,
				account: '101',
				name: 'class_101',
				dataStreamOptions: { enable: true },
				videoOptions: { width: 640, codec: 'VP9' },
				// Not a number: the check refuses it.
				idleTimeout: 'soon',
			},
		});
	});

	it('does not change a definition without variables, not even a text that looks like a number', async () => {
		const template = { player: { uid: '101', name: 'a' } };
		expect((await resolved(template, {})).value).toEqual(template);
	});

	it('requests each variable once', async () => {
		const { source, asked } = answering({ 'secret:K': 'k', 'input:A': 'a' });
		const player = { streamUrl: 'rtmp://${secret:K}@e/${input:A}', token: '${secret:K}', name: '${input:A}' };
		await resolveDefinition(fileWith({ player }), source);
		expect(asked).toEqual(['secret:K', 'input:A']);
	});

	it('cancels and requests nothing more when the user cancels', async () => {
		const { source, asked } = answering({ 'input:C': 'c' });
		const player = { streamUrl: '${secret:A}', token: '${input:C}' };
		expect(await resolveDefinition(fileWith({ player }), source)).toBeUndefined();
		expect(asked).toEqual(['secret:A']);
	});

	it('reports the paths of environment variables that are not set before it requests anything', async () => {
		const { source, asked } = answering({ 'env:EMPTY': '' });
		const player = { streamUrl: '${env:NONE}', token: '${secret:A}', name: '${env:EMPTY}' };
		expect(await resolveDefinition(fileWith({ player }), source)).toEqual({
			missing: [
				{ path: ['player', 'streamUrl'], name: 'NONE' },
				{ path: ['player', 'name'], name: 'EMPTY' },
			],
		});
		expect(asked).toEqual([]);
	});

	it('returns a definition to store that contains answers but no secrets', async () => {
		const answers = {
			'secret:Login': 'planted-login',
			'env:KEY': 'planted-key',
			'input:Token': 'planted-token',
			'input:Channel': 'class32',
			'input:uid': '7',
		};
		const { kept, secrets, secretNames } = await resolved(
			{
				player: {
					streamUrl: 'rtmp://${secret:Login}@e/${env:KEY}',
					token: '${input:Token}',
					channelName: '${input:Channel}',
					uid: '${input:uid}',
				},
			},
			answers,
		);
		expect(kept.literal).toEqual({ player: { channelName: 'class32', uid: 7 } });
		expect(kept.fields).toEqual([
			{
				path: ['player', 'streamUrl'],
				parts: ['rtmp://', { kind: 'secret', name: 'Login' }, '@e/', { kind: 'env', name: 'KEY' }],
			},
			{ path: ['player', 'token'], parts: [{ kind: 'input', name: 'Token' }] },
		]);
		expect(JSON.stringify(kept)).not.toContain('planted');
		expect([...secrets].sort()).toEqual(['planted-key', 'planted-login', 'planted-token']);
		expect(secretNames).toEqual(['Login']);
	});

	it('treats escaped variables as text', async () => {
		const player = { streamUrl: 'https://e/x?y=$${env:HOME}&z=$${secret:a}&q=$${input:Password}' };
		const { source, asked } = answering({ 'env:HOME': 'planted' });
		expect(await resolveDefinition(fileWith({ player }), source)).toMatchObject({
			value: { player: { streamUrl: 'https://e/x?y=${env:HOME}&z=${secret:a}&q=${input:Password}' } },
			secrets: [],
		});
		expect(asked).toEqual([]);
	});
});
