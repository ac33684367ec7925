import { expect, test } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { buildRtcToken } from '../../../../src/agora/token/buildToken';
import { validateToken } from '../../../../src/projects/token/validateToken';

const PROJECT: Project = {
	id: 'p1',
	name: 'Classroom',
	appId: 'eb00cd2b222a4eeaa24fc6046d90b227',
	appCertificate: '2c01da6d6f6741df88ec47005f08572b',
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};
const OTHER: Project = { ...PROJECT, id: 'p2', name: 'Other', appId: '0'.repeat(32) };

function mint({ appId, appCertificate = '' }: Project): string {
	const user = { uid: 101 };
	return buildRtcToken({ appId, appCertificate, channelName: 'class32', user, lifetimeSeconds: 600 });
}

test('the signature of a token matches only the certificate of its project', () => {
	const token = mint(PROJECT);
	const verdict = validateToken(token, [OTHER, PROJECT], Date.now());
	expect(verdict).toMatchObject({ project: { id: 'p1' }, time: 'valid', signature: 'matches' });
	const reset = { ...PROJECT, appCertificate: 'f'.repeat(32) };
	expect(validateToken(token, [reset], Date.now())?.signature).toBe('differs');
});

test('a signature that cannot be checked has a reason', () => {
	const token = mint(PROJECT);
	const unreadable = { ...PROJECT, appCertificate: undefined };
	expect(validateToken(token, [unreadable], Date.now())).toMatchObject({
		project: { id: 'p1' },
		signature: 'noCertificate',
	});
	const unknown = validateToken(token, [OTHER, { ...OTHER, appId: '' }], Date.now());
	expect(unknown).toMatchObject({ project: undefined, signature: 'unknownProject' });
});

test('checks the time of a token against the given time', () => {
	const token = mint(PROJECT);
	const issued = validateToken(token, [], Date.now())?.content.issuedAt.getTime() ?? Number.NaN;
	const at = (ms: number) => validateToken(token, [], issued + ms)?.time;
	expect([at(-1), at(0), at(599_999), at(600_000)]).toEqual(['notYetValid', 'valid', 'valid', 'expired']);
});

test('returns undefined for a text that is not a token', () => {
	expect(validateToken('007abc', [PROJECT], Date.now())).toBeUndefined();
});
