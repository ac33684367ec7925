import type { ProjectCommand } from '../projectCommand';

export const clearProjectFilter: ProjectCommand = async ({ filter }, session) => filter.set('', session);
