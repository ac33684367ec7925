import type { Area } from '../agora/hosts';

/**
 * The page of Agora's own web console that lists the projects of an area; undefined for a server of this machine, which has
 * none. No document names an address of one project. For the mainland the overview is the one address that Agora's
 * documents agree on.
 */
export function consoleUrl(area: Area): string | undefined {
	switch (area) {
		case 'global':
			return 'https://console.agora.io/v2/project-management';
		case 'mainland':
			return 'https://console.shengwang.cn/overview';
		case 'local':
			return undefined;
	}
}
