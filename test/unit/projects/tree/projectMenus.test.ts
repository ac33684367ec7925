import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const manifest: unknown = JSON.parse(
	readFileSync(path.resolve(import.meta.dirname, '../../../../package.json'), 'utf8'),
);

/** The statuses of the rows whose context menu has a command. */
function offeredFor(command: string): string[] {
	const entries = JSON.stringify(manifest).match(
		new RegExp(`\\{"command":"${command}","when":"view == agora.projects[^}]*`, 'g'),
	);
	const rows = (entries ?? []).flatMap((entry) => /viewItem =~ \/(.*?)\//.exec(entry)?.[1] ?? []);
	return ['enabled', 'disabled', 'unknown'].filter((word) =>
		rows.some((row) => new RegExp(row).test(`project;${word};certificate;inactive;unpinned`)),
	);
}

it('a project whose status is unknown can be enabled and disabled, and players can be created in it', () => {
	expect(offeredFor('agora.project.enable')).toEqual(['disabled', 'unknown']);
	expect(offeredFor('agora.project.disable')).toEqual(['enabled', 'unknown']);
	expect(offeredFor('agora.player.create')).toEqual(['enabled', 'unknown']);
});
