import { expect, test } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { projectValues } from '../../../../src/projects/editorHints/hexValues';

const PROJECT: Project = {
	id: 'p1',
	name: 'Classroom',
	appId: 'EB00CD2B222A4EEAA24FC6046D90B227',
	appCertificate: '2c01da6d6f6741df88ec47005f08572b',
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};

test('each project is found by what it has, in lower case', () => {
	const open = { ...PROJECT, id: 'p2', appId: '0'.repeat(32), appCertificate: undefined };
	const { byAppId, byCertificate } = projectValues([PROJECT, open, { ...open, id: 'p3', appId: '' }]);
	expect([...byAppId]).toEqual([
		[PROJECT.appId.toLowerCase(), PROJECT],
		[open.appId, open],
	]);
	expect([...byCertificate]).toEqual([[PROJECT.appCertificate, PROJECT]]);
});
