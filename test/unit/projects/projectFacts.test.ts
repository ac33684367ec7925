import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Project } from '../../../src/agora/console/projects';
import { consoleUrl, projectJson } from '../../../src/projects/projectFacts';

const CERTIFICATE = '5cfd2fd1755d40ecb72977518be15d3b';
const project: Project = {
	id: '7sdnf3xRH',
	name: 'Class',
	appId: '0123456789abcdef0123456789abcdef',
	appCertificate: CERTIFICATE,
	enabled: true,
	createdAt: new Date(1_464_165_672_000),
	recordingServer: undefined,
};

const parsed = (changes: Partial<Project>, canReadCertificates = true) =>
	JSON.parse(projectJson({ ...project, ...changes }, canReadCertificates));

describe('a project as JSON', () => {
	it('contains all properties, with the certificate masked', () => {
		expect(parsed({})).toEqual({
			id: '7sdnf3xRH',
			name: 'Class',
			appId: project.appId,
			appCertificate: '••••••••',
			status: 'enabled',
			created: '2016-05-25T08:41:12.000Z',
			recordingServer: null,
		});
		expect(parsed({ enabled: false, recordingServer: '10.0.0.1', createdAt: undefined })).toMatchObject({
			status: 'disabled',
			recordingServer: '10.0.0.1',
			created: null,
		});
	});

	it('has null for a certificate that is not enabled, and no key for one that Agora does not return', () => {
		expect(parsed({ appCertificate: undefined }).appCertificate).toBeNull();
		expect(parsed({ appCertificate: undefined }, false)).not.toHaveProperty('appCertificate');
		expect(parsed({}, false).appCertificate).toBe('••••••••');
	});

	it('never contains the certificate, for any name of the project', () => {
		const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
		fc.assert(
			fc.property(hex, fc.string(), (appCertificate, name) => {
				fc.pre(!name.includes(appCertificate) && appCertificate !== project.appId);
				expect(projectJson({ ...project, name, appCertificate }, true)).not.toContain(appCertificate);
				expect(parsed({ name }).name).toBe(name);
			}),
		);
	});
});

it('has the status unknown where Agora does not return it', () => {
	const project = { id: 'a', name: 'b', appId: 'c', appCertificate: undefined, enabled: undefined };
	const json = projectJson({ ...project, createdAt: undefined, recordingServer: undefined }, true);
	expect(JSON.parse(json)).toMatchObject({ status: 'unknown' });
});

it('the console of each area has its own address, and a local server has no console', () => {
	expect(consoleUrl('global')).toMatch(/^https:\/\/console\.agora\.io\//);
	expect(consoleUrl('mainland')).toMatch(/^https:\/\/console\.shengwang\.cn\//);
	expect(consoleUrl('local')).toBeUndefined();
});
