import { dayOf } from '../../shared/usage/report/day';
import { spansOf } from '../../shared/usage/view';
import type { ExportFormat } from '../../shared/usage/words';
import type { ExportSource } from './exportSource';

/** `usage-class-2026-10-23-2026-11-21.csv`: what every file system takes, whatever the project is called. */
export function fileNameOf(
	source: Pick<ExportSource, 'subject' | 'view' | 'now'>,
	format: ExportFormat,
): string {
	const { subject, view, now } = source;
	const { range } = spansOf(view, dayOf(now));
	const name = (subject.project?.name ?? 'all-projects')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 60);
	return `${['usage', name, range.from, range.to].filter((part) => part !== '').join('-')}.${format}`;
}
