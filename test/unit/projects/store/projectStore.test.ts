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
	it('tells how a change will make its project, and of that one only, while commands keep the truth', () => {
		store.expect('class1', { enabled: false });
		expect(store.expected(class1)).toEqual({ ...class1, enabled: false });
		expect(store.expected(class2)).toBeUndefined();
		expect(store.projects).toEqual([class1, class2]);
		expect(changes).toBe(1);
	});

	it('tells the truth again once the change is done or failed', () => {
		const expectation = store.expect('class1', { enabled: false });
		expectation.dispose();
		expect(store.expected(class1)).toBeUndefined();
		expect(changes).toBe(2);
		expectation.dispose();
		expect(changes).toBe(2);
	});

	it('keeps what the others expect when one of several ends, in whatever order', () => {
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

	it('expects nothing of another account, and minds no late end of a change', () => {
		const expectation = store.expect('class1', { enabled: false });
		store.clear();
		store.set(succeeded([class1], 2000));
		expect(store.expected(class1)).toBeUndefined();
		const other = store.expect('class1', { name: 'Other' });
		expectation.dispose();
		expect(store.expected(class1)).toMatchObject({ name: 'Other', enabled: true });
		other.dispose();
	});

	it('can mark a project without saying what will come of it', () => {
		store.expect('class2', {});
		expect(store.expected(class2)).toEqual(class2);
	});
});
