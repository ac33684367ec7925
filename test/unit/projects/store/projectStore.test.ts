import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/agora/console/projects';
import { succeeded } from '../../../../src/common/loadable';
import { ProjectStore } from '../../../../src/projects/store/projectStore';

const class1: Project = {
	id: 'class1',
	name: 'Class 1',
	appId: 'f00cd2b222a4eeaa24fc6046d90b2271',
	appCertificate: 'secret',
	enabled: true,
	createdAt: undefined,
	recordingServer: undefined,
};
const class2: Project = { ...class1, id: 'class2', name: 'Class 2' };

let store: ProjectStore;
let changes: number;

beforeEach(() => {
	store = new ProjectStore();
	store.set(succeeded([class1, class2], 1000));
	changes = 0;
	store.onDidChange(() => {
		changes += 1;
	});
});

describe('ProjectStore.expect', () => {
	it('returns the expected result for the changed project only, and does not change the stored projects', () => {
		store.expect('class1', { enabled: false });
		expect(store.expected(class1)).toEqual({ ...class1, enabled: false });
		expect(store.expected(class2)).toBeUndefined();
		expect(store.projects).toEqual([class1, class2]);
		expect(changes).toBe(1);
	});

	it('expects nothing after the expectation is disposed of', () => {
		const expectation = store.expect('class1', { enabled: false });
		expectation.dispose();
		expect(store.expected(class1)).toBeUndefined();
		expect(changes).toBe(2);
		expectation.dispose();
		expect(changes).toBe(2);
	});

	it('keeps the other expectations when one of several is disposed of', () => {
		const disable = store.expect('class1', { enabled: false });
		const open = store.expect('class1', { appCertificate: undefined });
		const enable = store.expect('class1', { enabled: true });
		expect(store.expected(class1)).toMatchObject({ enabled: true, appCertificate: undefined });
		enable.dispose();
		expect(store.expected(class1)).toMatchObject({ enabled: false, appCertificate: undefined });
		disable.dispose();
		expect(store.expected(class1)).toMatchObject({ enabled: true, appCertificate: undefined });
		open.dispose();
		expect(store.expected(class1)).toBeUndefined();
	});

	it('expects nothing after it is cleared, and ignores a late disposal', () => {
		const expectation = store.expect('class1', { enabled: false });
		store.clear();
		store.set(succeeded([class1], 2000));
		expect(store.expected(class1)).toBeUndefined();
		const other = store.expect('class1', { name: 'Other' });
		expectation.dispose();
		expect(store.expected(class1)).toMatchObject({ name: 'Other', enabled: true });
		other.dispose();
	});

	it('marks a project as changing with an empty change', () => {
		store.expect('class2', {});
		expect(store.expected(class2)).toEqual(class2);
	});
});
